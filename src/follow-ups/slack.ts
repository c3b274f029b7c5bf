import { answerWithModal, emptyDecision, type Refusal } from '../core/decision.ts'
import type { ButtonClicked, CommandInvoked } from '../core/input.ts'
import type { Command, Feature, IncidentHandler } from '../core/registry.ts'
import type { IncidentState } from '../core/state.ts'
import type { Modal } from '../messages/modal.ts'
import { findStoredProfile, zoneOf } from '../platform/db/people.ts'
import type { Tx } from '../platform/db/transaction.ts'
import { dayAt } from '../platform/time/calendar.ts'
import { addFollowUp, explainUnfitOwner } from './add.ts'
import { editFollowUp } from './edit.ts'
import type { FollowUp } from './model.ts'
import { parseFollowUp } from './parse-follow-up.ts'
import {
  dropFollowUp,
  findFollowUp,
  findUnfinishedFollowUp,
  markDone,
  reopenFollowUp,
  returnFollowUpToOpen,
  snoozeFollowUp,
  startFollowUp,
} from './progress.ts'
import { findDueFollowUps, reconcileFollowUpReminders, remindOfFollowUps } from './remind.ts'
import { followUpSavers, lockOwedFollowUps } from './store.ts'
import { dropFollowUpModal, editFollowUpModal, followUpList } from './view.ts'

const isListRequest = ({ rest }: Pick<CommandInvoked, 'rest'>): boolean => rest.trim() === ''

const followUpCommand: Command = {
  word: 'followup',
  usage: 'followup [text] [@person | for a team] [by next friday]',
  example: 'followup raise the pool limit @dana by next friday',
  does: 'note work for after the incident; alone: all of it',
  on: 'incident',
  act: (input) => (isListRequest(input) ? 'read' : 'respond'),
  asks: () => ({
    title: 'Follow-up',
    submit: 'Note it',
    inputs: [
      {
        name: 'text',
        label: 'What is to be done?',
        kind: 'text',
        max: 500,
        hint: 'A team: end with “for platform”',
      },
      { name: 'owner', label: 'Who answers for it?', kind: 'person', optional: true },
      {
        name: 'by|due',
        label: 'By when?',
        kind: 'text',
        optional: true,
        hint: 'next friday, in 2 weeks, 2026-12-01',
      },
    ],
  }),
  run: async (state, input, ctx, tx) => {
    const zone = await zoneFrom(tx, state, input.by.id)
    if (isListRequest(input)) {
      const list = followUpList(state, dayAt(ctx.now, zone), ctx.settings.command)
      return { ...emptyDecision, answer: { say: list } }
    }
    const wording = parseFollowUp(input.rest, input.by, zone, ctx.now)
    if ('refusal' in wording) return wording
    const owner = wording.owner && 'person' in wording.owner ? wording.owner.person.id : ''
    const unfit = explainUnfitOwner(await findStoredProfile(tx, owner))
    return unfit ? { refusal: unfit } : addFollowUp(state, wording, input.by, ctx)
  },
}

const zoneFrom = async (tx: Tx, { incident }: IncidentState, person: string): Promise<string> =>
  (await zoneOf(tx, person)) ?? incident.zone

/** Handles a button that opens a modal about a follow-up. */
function createModalButtonHandler(
  find: (state: IncidentState, about: string) => { followUp: FollowUp } | Refusal,
  makeModal: (followUp: FollowUp, channelId: string | undefined) => Modal,
): IncidentHandler<ButtonClicked> {
  return {
    on: 'incident',
    act: 'manageFollowUp',
    run: (state, { about, channelId }) => {
      const found = find(state, about)
      if ('refusal' in found) return found
      return answerWithModal(makeModal(found.followUp, channelId))
    },
  }
}

/** Follow-ups and their reminders. */
export const followUpFeature: Feature = {
  savers: followUpSavers,
  commands: [followUpCommand],
  buttons: {
    'followup.done': {
      on: 'incident',
      act: 'manageFollowUp',
      run: (state, { about, by }, ctx) => markDone(state, about, by, ctx),
    },
    'followup.start': {
      on: 'incident',
      act: 'manageFollowUp',
      run: (state, { about, by }, ctx) => startFollowUp(state, about, by, ctx),
    },
    'followup.put_back': {
      on: 'incident',
      act: 'manageFollowUp',
      run: (state, { about, by }, ctx) => returnFollowUpToOpen(state, about, by, ctx),
    },
    'followup.reopen': {
      on: 'incident',
      act: 'manageFollowUp',
      run: (state, { about, by }, ctx) => reopenFollowUp(state, about, by, ctx),
    },
    'followup.snooze': {
      on: 'incident',
      act: 'manageFollowUp',
      run: (state, { about }, ctx) => snoozeFollowUp(state, about, ctx),
    },
    'followup.edit': createModalButtonHandler(findFollowUp, editFollowUpModal),
    'followup.drop': createModalButtonHandler(findUnfinishedFollowUp, dropFollowUpModal),
  },
  modals: {
    'followup.edit': {
      on: 'incident',
      act: 'manageFollowUp',
      run: async (state, { about, fields, by }, ctx, tx) => {
        const zone = await zoneFrom(tx, state, by.id)
        const { person = '' } = fields
        const profile = await findStoredProfile(tx, person)
        const picked = person ? { id: person, ...(profile && { name: profile.name }) } : null
        const editor = { by, zone, picked, unfitOwner: explainUnfitOwner(profile) }
        return editFollowUp(state, about, fields, editor, ctx)
      },
    },
    'followup.drop': {
      on: 'incident',
      act: 'manageFollowUp',
      run: (state, { about, fields, by }, ctx) => dropFollowUp(state, about, fields.because ?? '', by, ctx),
    },
  },
  timerDue: {
    followups: {
      on: 'incident',
      act: 'read',
      run: async (state, _due, ctx, tx) => {
        const owners = findDueFollowUps(state, ctx.now).flatMap(({ ownerId }) => ownerId ?? [])
        return remindOfFollowUps(state, await lockOwedFollowUps(tx, state.incident, owners, ctx.now), ctx)
      },
    },
  },
  reconcile: reconcileFollowUpReminders,
  // A person's zone becomes known when their profile is fetched, which may move the next reminder.
  callCompleted: {
    concerns: ({ send }) => send.call.do === 'fetch_person',
    run: (state, { outcome }) => {
      if (!state || outcome.kind !== 'done' || outcome.result.got !== 'person') return emptyDecision
      const { id, zone } = outcome.result.person
      const zones = new Map([...state.zones, ...(zone ? [[id, zone] as const] : [])])
      return reconcileFollowUpReminders({ ...state, zones })
    },
  },
}
