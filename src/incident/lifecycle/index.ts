import { combineDecisions } from '../../core/decision.ts'
import type { Feature } from '../../core/feature/feature.ts'
import { onAction, onModal } from '../../core/feature/on-control.ts'
import { holderOf } from '../../core/incident/roles.ts'
import { findLiveMessage } from '../../core/outbox/store.ts'
import { makePermalink } from '../../messages/permalink.ts'
import { impactCommand, onImpactActions, onImpactModal } from '../impact/commands.ts'
import { recordChannelRenamed, recordInvitedMembers, recordMemberLeft } from '../members/members.ts'
import { refreshAnnouncement, refreshOpeningMessage } from './announce.ts'
import { incidentCorrected } from './changes.ts'
import {
  handleChannelCallCompleted,
  renameChannelOnModeChange,
  resumeWhenBotJoins,
  retryChannelCreation,
} from './channel.ts'
import { declareCommands, declareShortcuts, onDeclareModal, onDeclareMore } from './commands/declare.ts'
import { listCommands } from './commands/lists.ts'
import { progressCommands } from './commands/progress.ts'
import { incidentActions, incidentModals } from './controls.ts'
import { correctDetails } from './details.ts'
import { incidentMetric } from './metrics.ts'
import { findDeclarationEntryId, incidentSavers } from './store.ts'
import { announcementMessage, openingPost } from './view.ts'

/** The incident's lifecycle: declaring, status, severity, times, impact and lists; and its channel. */
export const incidentFeature: Feature = {
  name: 'incident',
  savers: incidentSavers,
  metrics: [incidentMetric],
  commands: [...declareCommands, ...progressCommands, impactCommand, ...listCommands],
  botJoined: {
    on: 'incident',
    act: 'read',
    run: async ({ state }, _input, tx) =>
      resumeWhenBotJoins(state, await findDeclarationEntryId(tx, state.incident.id)),
  },
  memberLeft: {
    on: 'incident',
    act: 'read',
    run: (ctx, { by }) => recordMemberLeft(ctx, by.id),
  },
  channelRenamed: {
    on: 'incident',
    act: 'read',
    run: ({ state }, { name }) => recordChannelRenamed(state, name),
  },
  modals: [
    onDeclareModal,
    onImpactModal,
    onModal(incidentModals.details, 'respond', (ctx, { about, fields }) => correctDetails(ctx, about.shown, fields)),
  ],
  shortcuts: declareShortcuts,
  liveMessages: {
    opening: { render: (state, _key, { settings }) => openingPost(state, settings) },
    announcement: { render: (state, _key, { now }) => announcementMessage(state, now), hasOwnLane: true },
  },
  contributes: {
    refreshNaming: ({ state: { incident, roles }, settings }, personId) =>
      incident.declaredBy === personId || holderOf(roles, 'commander') === personId
        ? [...refreshOpeningMessage(incident), ...refreshAnnouncement(incident, settings)]
        : [],
  },
  undone: ({ state: { incident }, settings }, changes) => [
    ...changes.flatMap((change) =>
      incidentCorrected.is(change) ? renameChannelOnModeChange(incident, change.to.mode, settings) : [],
    ),
    ...refreshOpeningMessage(incident),
    ...refreshAnnouncement(incident, settings),
  ],
  actions: [
    onDeclareMore,
    ...onImpactActions,
    onAction(incidentActions.makeChannel, 'respond', async (ctx, _input, tx) =>
      retryChannelCreation(ctx, await findDeclarationEntryId(tx, ctx.state.incident.id)),
    ),
  ],
  callCompleted: [
    {
      on: 'incident',
      concerns: ({ send: { call }, outcome }) =>
        call.do === 'create_channel' ||
        ('bookmark' in call && call.bookmark !== undefined) ||
        (outcome.kind === 'done' && ['channel', 'invited'].includes(outcome.result.got)),
      run: async (ctx, input, tx) => {
        const { incident, workspaceUrl } = ctx.state
        const links = {
          linkTo: (channelId: string, messageTs: bigint) => makePermalink(workspaceUrl, { channelId, messageTs }),
          announcement: input.send.call.do === 'create_channel' ? await announcementOf(tx, incident.id) : null,
        }
        return combineDecisions(handleChannelCallCompleted(ctx, input, links), recordInvitedMembers(ctx, input))
      },
    },
  ],
}

async function announcementOf(tx: Parameters<typeof findLiveMessage>[0], incidentId: string) {
  const message = await findLiveMessage(tx, incidentId, 'announcement')
  return message && { channelId: message.channelId, messageTs: message.ts }
}
