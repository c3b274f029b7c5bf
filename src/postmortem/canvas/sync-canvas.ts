import { type Decision, emptyDecision, type Refusal, type StateChange } from '../../core/decision.ts'
import { incidentReference } from '../../core/incident/model.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { explainCallFailure } from '../../core/outbox/explain.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { setTimer } from '../../core/timers/set.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { secondMs } from '../../platform/time/durations.ts'
import type { PostMortemRecord } from '../record.ts'

/** Changes of so long are written into the canvas at once. */
const gathering = 20 * secondMs

/** The canvas as it is to be now. `person` asked for it, and is told where it cannot be. */
export const buildCanvasCall = (incidentId: string, person?: string): Send => ({
  to: { incident: incidentId },
  call: { do: 'canvas' },
  ...(person && { tell: { person } }),
})

const writingAgain = (incidentId: string): Send => ({
  to: { incident: incidentId },
  call: { do: 'canvas', only: 'standing' },
})

/** With the draft comes the canvas, except in a channel that was there before: its tabs are people's own. */
export const canvasWithDraft = ({ id, here, channelId }: IncidentState['incident']): Send[] =>
  here || !channelId ? [] : [buildCanvasCall(id)]

/** Somebody wants the canvas: for the first time, again, or in spite of what kept it from them before. */
export function requestCanvas(
  { incident, timers }: IncidentState,
  by: Actor,
  { settings }: DecisionContext,
): Decision | Refusal {
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
 * What the post-mortem shows has changed after the draft: its canvas follows in a moment, whether or not there is one,
 * which is read only then. Published, it is written once more, and then stays.
 */
export function reconcileCanvas(
  state: IncidentState,
  { now }: DecisionContext,
  changes: readonly StateChange[],
): Decision {
  const { incident, timers } = state
  if (incident.status !== 'closed' || timers.has('draft')) return emptyDecision
  if (changes.some(isPublishing)) return { changes: setTimer(state, 'canvas', null), send: [writingAgain(incident.id)] }
  if (timers.has('canvas') || !changes.some(isShown)) return emptyDecision
  return { changes: setTimer(state, 'canvas', new Date(now.getTime() + gathering)), send: [] }
}

/** The moment is over. */
export function refreshCanvas(state: IncidentState, record: PostMortemRecord | null): Decision {
  const { incident } = state
  const isLive = incident.status === 'closed' && record?.canvasId && record.state !== 'published'
  const isWanted = isLive && !permanentCanvasErrors.has(record.canvasError ?? '')
  return { changes: setTimer(state, 'canvas', null), send: isWanted ? [writingAgain(incident.id)] : [] }
}

/** Trying again cannot help until somebody has changed the workspace, the channel or the app. */
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

/** The canvas that stands, or what Slack has against it, is kept. */
export function recordCanvasOutcome(
  incidentId: string,
  record: PostMortemRecord | null,
  input: CallCompleted,
): Decision {
  const { outcome } = input
  if (!record) return emptyDecision
  if (outcome.kind === 'refused') return setting(incidentId, record, { canvasError: outcome.error })
  if (outcome.kind !== 'done' || outcome.result.got !== 'canvas' || !outcome.result.id) return emptyDecision
  return setting(incidentId, record, { canvasId: outcome.result.id, canvasError: null })
}

function setting(
  incidentId: string,
  record: PostMortemRecord,
  to: Partial<Pick<PostMortemRecord, 'canvasId' | 'canvasError'>>,
): Decision {
  const isNew = Object.entries(to).some(([field, value]) => record[field as keyof typeof to] !== value)
  return isNew ? { changes: [{ type: 'postmortem.set', incidentId, to }], send: [] } : emptyDecision
}

/** Of a canvas nobody asked for, one person hears the first time that the workspace does not allow it. */
export function reportCanvasRefusal({ send, outcome }: CallCompleted, person: string): Decision {
  if (outcome.kind !== 'refused') return emptyDecision
  const words = explainCallFailure(send.call, outcome.error, outcome.needed)
  return { changes: [], send: [{ to: { person }, call: { do: 'post', message: sentenceMessage(words) } }] }
}

const isPublishing = (change: StateChange): boolean =>
  change.type === 'postmortem.set' && change.to.state === 'published'

/** What no post-mortem shows, by what it is about. */
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
const unseenChanges = new Set<StateChange['type']>([
  'entry.posted',
  'followup.reminded',
  'hypothesis.questioned',
  'postmortem.drafted',
])

function isShown(change: StateChange): boolean {
  if (change.type === 'postmortem.set')
    return Object.keys(change.to).some((field) => field !== 'canvasId' && field !== 'canvasError')
  const [about = ''] = change.type.split('.')
  return !topicsNotInDocument.has(about) && !unseenChanges.has(change.type)
}
