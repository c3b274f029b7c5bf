import { nothing, together } from '../../core/decision.ts'
import { boardAt } from '../../core/outbox/store.ts'
import type { Feature } from '../../core/registry.ts'
import { permalink } from '../../messages/permalink.ts'
import { impactButtons, impactForms, impactWord } from '../impact/commands.ts'
import { recordChannelRenamed, recordInvitedMembers, recordMemberLeft } from '../members/members.ts'
import { handleChannelCallCompleted, resumeWhenBotJoins, retryChannelCreation } from './channel.ts'
import { declareButtons, declareForms, declareShortcuts, declareWords } from './commands/declare.ts'
import { listWords } from './commands/lists.ts'
import { progressWords } from './commands/progress.ts'
import { correctDetails } from './details.ts'
import { findDeclarationEntryId } from './store.ts'

/** Declaring, status and severity, times and impact, lists; and the incident's channel. */
export const incidentFeature: Feature = {
  commands: [...declareWords, ...progressWords, impactWord, ...listWords],
  botJoined: {
    on: 'incident',
    act: 'read',
    run: async (state, _entered, _ctx, tx) =>
      resumeWhenBotJoins(state, await findDeclarationEntryId(tx, state.incident.id)),
  },
  memberLeft: {
    on: 'incident',
    act: 'read',
    run: (state, { by }, ctx) => recordMemberLeft(state, by.id, ctx),
  },
  channelRenamed: {
    on: 'incident',
    act: 'read',
    run: (state, { name }) => recordChannelRenamed(state, name),
  },
  modals: {
    ...declareForms,
    ...impactForms,
    'incident.details': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, fields, by }, ctx) => correctDetails(state, about, fields, by, ctx),
    },
  },
  shortcuts: declareShortcuts,
  buttons: {
    ...declareButtons,
    ...impactButtons,
    'incident.make_channel': {
      on: 'incident',
      act: 'respond',
      run: async (state, { by }, ctx, tx) =>
        retryChannelCreation(state, await findDeclarationEntryId(tx, state.incident.id), by, ctx),
    },
  },
  callCompleted: {
    concerns: ({ send: { call }, outcome }) =>
      call.do === 'create_channel' ||
      ('bookmark' in call && call.bookmark !== undefined) ||
      (outcome.kind === 'done' && ['channel', 'invited'].includes(outcome.result.got)),
    run: async (state, input, ctx, tx) => {
      if (!state) return nothing
      const links = {
        linkTo: (channelId: string, messageTs: bigint) =>
          permalink(state.workspaceUrl, { channelId, messageTs }),
        announcement:
          input.send.call.do === 'create_channel' ? await announcementOf(tx, state.incident.id) : null,
      }
      return together(
        handleChannelCallCompleted(state, input, ctx, links),
        recordInvitedMembers(state, input, ctx),
      )
    },
  },
}

async function announcementOf(tx: Parameters<typeof boardAt>[0], incidentId: string) {
  const board = await boardAt(tx, incidentId, 'announcement')
  return board && { channelId: board.channelId, messageTs: board.ts }
}
