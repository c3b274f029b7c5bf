import { type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { incidentReference } from '../../core/incident/model.ts'
import type { Send } from '../../core/outbox/call.ts'
import { explainCallFailure } from '../../core/outbox/explain.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import { setTimer } from '../../core/timers/set.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { secondMs } from '../../platform/time/durations.ts'
import { postMortemChanged } from '../changes.ts'
import type { PostMortemRecord } from '../record.ts'
import type { PostMortemContext } from '../settings.ts'
import type { ResponseState } from '../state.ts'

/** How long changes are collected before the canvas is updated, in ms. */
const canvasUpdateDelayMs = 20 * secondMs

/** Creates or updates the canvas. `person` requested it, and is told if it fails. */
export const buildCanvasCall = (incidentId: string, person?: string): Send => ({
  to: { incident: incidentId },
  call: { do: 'canvas' },
  ...(person && { tell: { person } }),
})

const buildCanvasRewriteCall = (incidentId: string): Send => ({
  to: { incident: incidentId },
  call: { do: 'canvas', only: 'standing' },
})

/** Creates the canvas with the draft, except in a channel older than the incident: its tabs belong to its members. */
export const canvasWithDraft = ({ id, here, channelId }: ResponseState['incident']): Send[] =>
  here || !channelId ? [] : [buildCanvasCall(id)]

/** Handles a person's request for the canvas, whether or not one exists or has failed before. */
export function requestCanvas({
  state: { incident, timers },
  by,
  settings,
}: WithActor<PostMortemContext>): Decision | Refusal {
  const name = incidentReference(incident)
  if (!incident.channelId) return { refusal: `${name} has no channel to put the canvas in.` }
  if (incident.status !== 'closed')
    return {
      refusal: `${name} is not closed: its canvas comes with the draft. \`${settings.command} export md\` shows how it stands now.`,
    }
  if (timers.has('draft')) return { refusal: 'The draft is on its way, and the canvas with it.' }
  const say = sentenceMessage(`The canvas is on its way: a tab of <#${incident.channelId}>.`)
  return { ...emptyDecision, send: [buildCanvasCall(incident.id, by.id)], answer: { say } }
}

/**
 * Sets the canvas timer when something that the post-mortem shows changes after the draft. Whether there is a canvas is
 * only read when the timer is due. Publishing updates the canvas at once, for the last time.
 */
export function reconcileCanvas({ state, now }: PostMortemContext, changes: readonly StateChange[]): Decision {
  const { incident, timers } = state
  if (incident.status !== 'closed' || timers.has('draft')) return emptyDecision
  if (changes.some(isPublication))
    return { changes: setTimer(state, 'canvas', null), send: [buildCanvasRewriteCall(incident.id)] }
  if (timers.has('canvas') || !changes.some(isVisibleInDocument)) return emptyDecision
  return { changes: setTimer(state, 'canvas', new Date(now.getTime() + canvasUpdateDelayMs)), send: [] }
}

/** Handles the canvas timer: updates the canvas if there is one, it is not published, and Slack may accept it. */
export function refreshCanvas(state: ResponseState, record: PostMortemRecord | null): Decision {
  const { incident } = state
  const isLive = incident.status === 'closed' && record?.canvasId && record.state !== 'published'
  const isWanted = isLive && !permanentCanvasErrors.has(record.canvasError ?? '')
  return { changes: setTimer(state, 'canvas', null), send: isWanted ? [buildCanvasRewriteCall(incident.id)] : [] }
}

/** Errors that stay until somebody changes the workspace, the channel or the app: retrying cannot help. */
const permanentCanvasErrors = new Set([
  'canvas_disabled_user_team',
  'channel_not_found',
  'free_team_canvas_tab_already_exists',
  'free_teams_cannot_create_non_tabbed_canvases',
  'free_teams_cannot_edit_standalone_canvases',
  'is_archived',
  'missing_scope',
  'not_in_channel',
  'restricted_action',
  'team_tier_cannot_create_channel_canvases',
])

export const isCanvasOutcome = ({ send, outcome }: CallCompleted): boolean =>
  send.call.do === 'canvas' && (outcome.kind === 'done' || outcome.kind === 'refused')

/** Records the id of the canvas, or the error with which Slack refused it. */
export function recordCanvasOutcome(
  incidentId: string,
  record: PostMortemRecord | null,
  input: CallCompleted,
): Decision {
  const { outcome } = input
  if (!record) return emptyDecision
  if (outcome.kind === 'refused') return setCanvasFields(incidentId, record, { canvasError: outcome.error })
  if (outcome.kind !== 'done' || outcome.result.got !== 'canvas' || !outcome.result.id) return emptyDecision
  return setCanvasFields(incidentId, record, { canvasId: outcome.result.id, canvasError: null })
}

function setCanvasFields(
  incidentId: string,
  record: PostMortemRecord,
  to: Partial<Pick<PostMortemRecord, 'canvasId' | 'canvasError'>>,
): Decision {
  const isNew = Object.entries(to).some(([field, value]) => record[field as keyof typeof to] !== value)
  return isNew ? { changes: [postMortemChanged({ incidentId, to })], send: [] } : emptyDecision
}

/** Tells `person` why Slack refused a canvas that nobody requested. */
export function reportCanvasRefusal({ send, outcome }: CallCompleted, person: string): Decision {
  if (outcome.kind !== 'refused') return emptyDecision
  const words = explainCallFailure(send.call, outcome.error, outcome.needed)
  return { changes: [], send: [{ to: { person }, call: { do: 'post', message: sentenceMessage(words) } }] }
}

const isPublication = (change: StateChange): boolean => postMortemChanged.is(change) && change.to.state === 'published'

/** Changes that no post-mortem shows, by the first part of their type. */
const topicsNotInDocument = new Set([
  'liveMessage',
  'undoable',
  'outbox',
  'label',
  'member',
  'offer',
  'offers',
  'person',
  'picture',
  'reaction',
  'reminder',
  'seen',
  'timer',
])
const changesNotInDocument = new Set<StateChange['type']>([
  'entry.posted',
  'followup.reminded',
  'hypothesis.challenged',
  'postmortem.drafted',
])

function isVisibleInDocument(change: StateChange): boolean {
  if (postMortemChanged.is(change))
    return Object.keys(change.to).some((field) => field !== 'canvasId' && field !== 'canvasError')
  const [about = ''] = change.type.split('.')
  return !topicsNotInDocument.has(about) && !changesNotInDocument.has(change.type)
}
