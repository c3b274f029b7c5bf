import { answerWithModal, type Decision, emptyDecision } from '../../core/decision.ts'
import type { DecisionContext } from '../../core/feature/context.ts'
import type { Feature } from '../../core/feature/feature.ts'
import { onModal } from '../../core/feature/on-control.ts'
import type { Call } from '../../core/outbox/call.ts'
import type { CallCompleted, CallOutcome } from '../../core/outbox/outcome.ts'
import type { SeenMessage } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { personFetched } from '../../incident/lifecycle/changes.ts'
import { parseTs, toPlainText } from '../../messages/mrkdwn.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { dayMs } from '../../platform/time/durations.ts'
import { decidePictureCopied } from '../entries/pictures.ts'
import { forgetSeen, loadMessageContext, sizeOfPictures, timelinePart, timelineSavers } from '../entries/store.ts'
import type { MessageToAdd } from './add.ts'
import { addToIncident, parseAddRequest } from './add-from-modal.ts'
import { addModal } from './add-modal.ts'
import { decideReaction, type MessageContext } from './capture.ts'
import { captureModals } from './controls.ts'
import { decideDeletion, decideEdit, decideFetched, requestRemainingNames } from './follow.ts'
import { logEntry } from './log.ts'

export { loadMessageContext }

/** Capture by reaction, manual entries, and following the edits and deletions of captured messages. */
export const timelineFeature: Feature<
  DecisionContext,
  Pick<IncidentState, 'actions' | 'recurrences' | 'lastSpokeAt' | 'lastUpdate'>
> = {
  name: 'capture',
  part: timelinePart,
  savers: timelineSavers,
  retention: [{ keptMs: 7 * dayMs, purge: forgetSeen }],
  commands: [
    {
      word: 'log',
      usage: 'log [14:35 | yesterday 23:10] text',
      example: 'log 14:35 paged the database team',
      does: 'write a line of the timeline, also for earlier',
      panel: [{ on: 'open', row: 'Record', rank: 0, label: 'Log…' }],
      asks: () => ({
        title: 'Log',
        submit: 'Log it',
        inputs: [
          {
            name: 'when',
            label: 'When',
            kind: 'text',
            optional: true,
            hint: 'Empty: now. Or 14:35, yesterday 23:10, 2026-11-20 14:35: your time.',
          },
          { name: 'text', label: 'What happened?', kind: 'long' },
        ],
      }),
      on: 'incident',
      act: 'respond',
      run: (ctx, { rest }) => logEntry(ctx, toPlainText(rest)),
    },
  ],
  shortcuts: {
    add_to_incident: {
      on: 'viewer',
      act: 'respond',
      run: ({ state, settings }, { message }) => {
        if (!message) return { refusal: 'Use *Add to incident* on a message.' }
        if (state.open.length === 0)
          return { refusal: `No incident is open. \`${settings.command} declare\` starts one.` }
        return answerWithModal(addModal(state, message))
      },
    },
  },
  modals: [
    onModal(captureModals.add, 'respond', async (ctx, { about, fields }, tx) => {
      const request = parseAddRequest(ctx, about.source, fields)
      if ('refusal' in request) return request
      return addToIncident(ctx, request, await loadChosenContext(tx, ctx.state, request.chosen))
    }),
  ],
  reactionChanged: {
    on: 'incident',
    act: 'respond',
    run: async (ctx, input, tx) => {
      const { channelId, messageTs: ts } = input
      const messageContext = await loadMessageContext(tx, ctx.state.incident.id, { channelId, ts })
      return decideReaction(ctx, input, messageContext)
    },
  },
  messageEdited: {
    on: 'incident',
    act: 'respond',
    run: async (ctx, input, tx) => {
      const { message } = input
      const messageContext = await loadMessageContext(tx, ctx.state.incident.id, message, message)
      return decideEdit(ctx, input, messageContext)
    },
  },
  messageDeleted: {
    on: 'incident',
    act: 'respond',
    run: async (ctx, input, tx) =>
      decideDeletion(ctx, input, await loadMessageContext(tx, ctx.state.incident.id, input)),
  },
  callCompleted: [
    {
      on: 'incident',
      concerns: ({ send }) => ['fetch_entry', 'copy_picture', 'fetch_person'].includes(send.call.do),
      run: async (ctx, input, tx) => {
        const { send, outcome } = input
        const { call } = send
        if (call.do === 'fetch_entry') return await completeFetchedEntry(ctx, input, call, tx)
        if (call.do === 'copy_picture')
          return decidePictureCopied(ctx, call.pictureId, outcome, await sizeOfPictures(tx, ctx.state.incident.id))
        if (outcome.kind !== 'done' || outcome.result.got !== 'person') return emptyDecision
        return { changes: [], send: ctx.contributions.refreshNaming(ctx, outcome.result.person.id) }
      },
    },
    {
      on: 'call',
      concerns: ({ send }) => send.call.do === 'fetch_person',
      run: ({ now }, { outcome }) => {
        if (outcome.kind !== 'done' || outcome.result.got !== 'person') return emptyDecision
        return { changes: [personFetched({ ...outcome.result.person, at: now })], send: [] }
      },
    },
  ],
}

/** What is stored about a message, with the names that its text mentions. */
export const loadChosenContext = (tx: Tx, { incident }: IncidentState, chosen: MessageToAdd): Promise<MessageContext> =>
  loadMessageContext(tx, incident.id, chosen, { ...chosen, content: [] })

/** Completes a captured message with what was fetched, or with what was stored since. */
async function completeFetchedEntry(
  ctx: DecisionContext,
  { send, outcome }: CallCompleted,
  call: Extract<Call, { do: 'fetch_entry' }>,
  tx: Tx,
): Promise<Decision> {
  const { state } = ctx
  const channelId = 'channel' in send.to ? send.to.channel : state.incident.channelId
  const ts = parseTs(call.ts)
  if (!channelId || ts === undefined) return emptyDecision
  const read = outcome.kind === 'done' && outcome.result.got === 'entry' ? outcome.result : null
  const also = read && { ...read, content: read.content ?? [] }
  const { seen, names, ...rest } = await loadMessageContext(tx, state.incident.id, { channelId, ts }, also)
  const got = read ?? storedFetchResult(outcome, seen)
  if (!got) return emptyDecision
  // An edit may have arrived after the fetch, so the stored text is at least as new.
  const latest = seen ? { ...got, text: seen.text, content: seen.content } : got
  const entry = rest.entry?.captured ? rest.entry : null
  const decision = decideFetched(ctx, { message: { channelId, messageTs: ts }, entry, names }, latest)
  return { ...decision, send: [...decision.send, ...requestRemainingNames(send, call, latest)] }
}

/** Slack may refuse a message that was deleted since; we may have stored it in time. */
const storedFetchResult = ({ kind }: CallOutcome, seen: SeenMessage | null) =>
  kind === 'refused' && seen ? { got: 'entry' as const, ...seen, people: [], labels: [], left: [] } : undefined
