import { answerWithModal, type Decision, emptyDecision, type Refusal } from '../core/decision.ts'
import type { WithActor } from '../core/feature/context.ts'
import type { Command, Feature } from '../core/feature/feature.ts'
import { onAction, onModal } from '../core/feature/on-control.ts'
import type { Actor, CommandInvoked } from '../core/input.ts'
import { lessonCategories } from '../core/record/model.ts'
import { actorZone } from '../core/state.ts'
import type { Action } from '../messages/action.ts'
import type { Modal } from '../messages/modal.ts'
import { toPlainText } from '../messages/mrkdwn.ts'
import { findStoredProfile } from '../platform/db/people.ts'
import { dayAt } from '../platform/time/calendar.ts'
import { addFollowUp, explainUnfitOwner } from './add.ts'
import { followUpActions, followUpModals } from './controls.ts'
import { editFollowUp } from './edit.ts'
import { followUpMark } from './from-message.ts'
import { lessonHeadings, recordLesson } from './lesson.ts'
import { type FollowUp, isToDo } from './model.ts'
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
import type { FollowUpsContext, FollowUpsState } from './state.ts'
import { followUpPart, followUpSavers, lockOwedFollowUps } from './store.ts'
import { dropFollowUpModal, editFollowUpModal, followUpList } from './view.ts'

const isListRequest = ({ rest }: Pick<CommandInvoked, 'rest'>): boolean => rest.trim() === ''

const followUpCommand: Command<FollowUpsContext> = {
  word: 'followup',
  usage: 'followup [text] [@person | for a team] [by next friday]',
  example: 'followup raise the pool limit @dana by next friday',
  does: 'note work for after the incident; alone: all of it',
  panel: [
    { on: 'open', row: 'Record', rank: 8, label: 'Follow-up…' },
    { on: 'open', row: 'Look', rank: 3, label: 'Follow-ups', alone: true },
    { on: 'ended', row: 'Look', rank: 1, label: 'Follow-ups', alone: true },
    { on: 'ended', row: 'Carry on', rank: 2, label: 'Follow-up…' },
  ],
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
  run: async (ctx, input, tx) => {
    const zone = actorZone(ctx)
    if (isListRequest(input)) {
      const list = followUpList(ctx.state, dayAt(ctx.now, zone), ctx.settings.command)
      return { ...emptyDecision, answer: { say: list } }
    }
    const wording = parseFollowUp(input.rest, input.by, zone, ctx.now)
    if ('refusal' in wording) return wording
    const owner = wording.owner && 'person' in wording.owner ? wording.owner.person.id : ''
    const unfit = explainUnfitOwner(await findStoredProfile(tx, owner))
    return unfit ? { refusal: unfit } : addFollowUp(ctx, wording)
  },
}

const lessonCommand: Command<FollowUpsContext> = {
  word: 'lesson',
  usage: 'lesson well|badly|lucky|surprise|uncaught text',
  example: 'lesson badly nobody knew where the runbook is',
  does: 'note what to learn, while it is fresh',
  panel: [
    { on: 'open', row: 'Record', rank: 9, label: 'Lesson…' },
    { on: 'ended', row: 'Carry on', rank: 3, label: 'Lesson…' },
  ],
  asks: () => ({
    title: 'Lesson',
    submit: 'Note it',
    inputs: [
      {
        name: 'category',
        label: 'It is about',
        kind: 'choice',
        options: lessonCategories.map((value) => ({ value, label: lessonHeadings[value] })),
      },
      { name: 'text', label: 'What is there to learn?', kind: 'long' },
    ],
  }),
  on: 'incident',
  act: 'respond',
  run: (ctx, { rest }) => recordLesson(ctx, toPlainText(rest)),
}

/** Whether the follow-up is this person's. */
const isOwn = ({ followUps }: FollowUpsState, { about, by }: { about: { id: string }; by: Actor }): boolean =>
  followUps.some(({ id, ownerId }) => ownerId === by.id && id === about.id)

/** Registers an action on a follow-up, which its owner may always do. */
const onFollowUp = (
  action: Action<{ id: string }>,
  run: (ctx: WithActor<FollowUpsContext>, id: string) => Decision | Refusal,
) => onAction(action, 'manageFollowUp', (ctx: WithActor<FollowUpsContext>, { about }) => run(ctx, about.id), { isOwn })

/** Registers an action that opens a modal about a follow-up. */
const opensFollowUpModal = (
  action: Action<{ id: string }>,
  find: (state: FollowUpsState, id: string) => { followUp: FollowUp } | Refusal,
  makeModal: (followUp: FollowUp, channelId: string | undefined) => Modal,
) =>
  onAction(
    action,
    'manageFollowUp',
    ({ state }: FollowUpsContext, { about, channelId }) => {
      const found = find(state, about.id)
      return 'refusal' in found ? found : answerWithModal(makeModal(found.followUp, channelId))
    },
    { isOwn },
  )

/** Follow-ups and their reminders. */
export const followUpFeature: Feature<FollowUpsContext, Pick<FollowUpsState, 'followUps'>> = {
  name: 'follow-ups',
  part: followUpPart,
  savers: followUpSavers,
  contributes: {
    marks: { 'follow-up': followUpMark },
    standing: ({ followUps }) => ({ followUps: followUps.filter(isToDo).map(({ text }) => text) }),
  },
  commands: [followUpCommand, lessonCommand],
  actions: [
    onFollowUp(followUpActions.done, markDone),
    onFollowUp(followUpActions.start, startFollowUp),
    onFollowUp(followUpActions.putBack, returnFollowUpToOpen),
    onFollowUp(followUpActions.reopen, reopenFollowUp),
    onFollowUp(followUpActions.snooze, snoozeFollowUp),
    opensFollowUpModal(followUpActions.edit, findFollowUp, editFollowUpModal),
    opensFollowUpModal(followUpActions.drop, findUnfinishedFollowUp, dropFollowUpModal),
  ],
  modals: [
    onModal(
      followUpModals.edit,
      'manageFollowUp',
      async (ctx, { about, fields }, tx) => {
        const { person = '' } = fields
        const profile = await findStoredProfile(tx, person)
        const picked = person ? { id: person, ...(profile && { name: profile.name }) } : null
        return editFollowUp(ctx, about, fields, { picked, unfitOwner: explainUnfitOwner(profile) })
      },
      { isOwn },
    ),
    onModal(
      followUpModals.drop,
      'manageFollowUp',
      (ctx, { about, fields }) => dropFollowUp(ctx, about.id, fields.because ?? ''),
      { isOwn },
    ),
  ],
  timerDue: {
    followups: {
      on: 'incident',
      act: 'read',
      run: async (ctx, _due, tx) => {
        const { state } = ctx
        const owners = findDueFollowUps(state, ctx.now).flatMap(({ ownerId }) => ownerId ?? [])
        return remindOfFollowUps(ctx, await lockOwedFollowUps(tx, state.incident, owners, ctx.now))
      },
    },
  },
  reconcile: ({ state }) => reconcileFollowUpReminders(state),
  // A person's zone becomes known when their profile is fetched, which may move the next reminder.
  callCompleted: [
    {
      on: 'incident',
      concerns: ({ send }) => send.call.do === 'fetch_person',
      run: ({ state }, { outcome }) => {
        if (outcome.kind !== 'done' || outcome.result.got !== 'person') return emptyDecision
        const { id, zone } = outcome.result.person
        const zones = new Map([...state.zones, ...(zone ? [[id, zone] as const] : [])])
        return reconcileFollowUpReminders({ ...state, zones })
      },
    },
  ],
}
