import { findMentionedIds, labelMentions } from '../messages/mrkdwn.ts'
import { namesOf } from '../platform/db/people.ts'
import type { Tx } from '../platform/db/transaction.ts'
import { type CompletionAttempt, planCompletionAttempts } from './call-completion.ts'
import { commitDecision } from './commit.ts'
import { combineDecisions, type Decision, emptyDecision, isRefusal, type Refusal } from './decision.ts'
import { incidentReference, referenceIn } from './incident/model.ts'
import type { Actor, DeliberateInput, Input, MessagePosted } from './input.ts'
import { deriveFurtherInput } from './message-followup.ts'
import { findCallEntryId, type Send } from './outbox/call.ts'
import { decideAfterCall, reportUnusableAnswer } from './outbox/decide.ts'
import { withFailureRecipient } from './outbox/failure-recipient.ts'
import type { CallCompleted } from './outbox/outcome.ts'
import { explainDenial } from './permission.ts'
import type { Handler, IncidentHandler } from './registry.ts'
import { takeMissed } from './replay-missed.ts'
import { makePrivateReply, type Reply } from './reply.ts'
import type { RouterParts } from './router-parts.ts'
import { explainNoIncidentHere, explainTooLongCommand, isDeliberate, unknownCommandRefusal } from './sentences.ts'
import type { DecisionContext, IncidentState, ViewerState, WorkspaceState } from './state.ts'

type Scope = { incident: IncidentState } | { workspace: WorkspaceState | ViewerState } | { nowhere: string }

/**
 * Takes every input the same way: lock → load → permit → decide → commit → answer. Whatever is decided, what
 * it changes and what Slack is to be told are written in one transaction; nothing is sent from inside it.
 */
export class Router {
  readonly #parts: RouterParts

  constructor(parts: RouterParts) {
    this.#parts = parts
  }

  /** Resolves after the commit. Rejects when nothing was saved, so that Slack sends it again. */
  async take(input: Input): Promise<Reply> {
    if (input.type === 'callCompleted') return await this.#takeOutcome(input)
    if (input.type === 'messagePosted') return await this.#hear(input)
    const excess = isDeliberate(input) && explainTooLongCommand(input, this.#parts.settings)
    if (excess) return await this.#refuse(input, excess)
    const handler = this.#parts.registry.handlerOf(input)
    if (!handler) return isDeliberate(input) ? await this.#refuse(input, unknownCommandRefusal(input, this.#parts)) : {}
    return await this.#parts.transact(async (tx) => this.#takeWith(tx, handler, await withProfileNames(tx, input)))
  }

  /** What was missed is taken first: the row that was read stays ours until then. */
  async #takeOutcome(input: CallCompleted): Promise<Reply> {
    if (input.send.call.do !== 'read_messages') return await this.#report(input)
    const { isPassing, log } = this.#parts
    const take = (missed: Input) => this.take(missed)
    const lost = await takeMissed(await this.#parts.missed(input), { take, isPassing, log })
    return await this.#report({ ...input, lost })
  }

  /** Settles a call with all that follows from it; where a part of that fails twice, with all but that part. */
  async #report(input: CallCompleted): Promise<Reply> {
    const { registry, transact, isPassing, log } = this.#parts
    let cause: unknown
    for (const attempt of planCompletionAttempts(registry, input)) {
      try {
        const reply = await transact((tx) => this.#takeAnswered(tx, input, attempt))
        if (!attempt.isWhole) log.error({ err: cause, outboxCall: input.outboxCallId }, 'a call was followed in part')
        return reply
      } catch (error) {
        if (isPassing(error)) throw error
        cause ??= error
      }
    }
    throw cause
  }

  /** What no feature is asked about. */
  async #refuse(input: DeliberateInput, refusal: string): Promise<Reply> {
    return await this.#parts.transact((tx) => this.#finish(tx, input, { refusal }))
  }

  /** Messages come in numbers: they are kept in batches, and only what somebody waits for goes further. */
  async #hear(input: MessagePosted): Promise<Reply> {
    const heard = await this.#parts.ingest.take(input)
    if (heard.isAwaited) await this.#complete(input)
    const further = deriveFurtherInput(input, heard, this.#parts.settings)
    return further ? await this.take(further) : {}
  }

  /** The words of a message that was captured before it was heard. */
  async #complete({ workspaceId, message, incidentId }: MessagePosted): Promise<void> {
    const { channelId, ts: changedTs } = message
    const readFor = incidentId ? { incidentId } : {}
    await this.take({
      type: 'messageEdited',
      workspaceId,
      ...readFor,
      channelId,
      message,
      changedTs,
      by: null,
    })
  }

  async #takeWith(tx: Tx, handler: Handler<never>, input: Exclude<Input, CallCompleted>): Promise<Reply> {
    const scope = await this.#scope(tx, handler, input)
    const outcome = 'nowhere' in scope ? { refusal: scope.nowhere } : await this.#decide(tx, handler, input, scope)
    return await this.#finish(tx, input, outcome, 'incident' in scope ? scope.incident.incident.id : undefined)
  }

  /** Commits what was decided, unless the same deed was committed before, and gives the answer its way back. */
  async #finish(
    tx: Tx,
    input: Exclude<Input, CallCompleted>,
    outcome: Decision | Refusal,
    incidentId?: string,
  ): Promise<Reply> {
    const { reply, send } = makePrivateReply(input, outcome)
    const decided = isRefusal(outcome) ? emptyDecision : withRequesterToldOfFailures(input, outcome)
    const follows = [...(send ? [send] : []), ...republishHome(input, reply)]
    const decision = combineDecisions(decided, { changes: [], send: follows })
    // Who joins an incident is to be known by name and zone before their first word.
    const toMeet = input.type === 'memberJoined' && incidentId !== undefined
    // Sent off twice, a form is out of date for the second time by what the first has done: no error to show.
    if (reply.errors && (await this.#isRepeated(tx, input))) return {}
    if (decision.changes.length + decision.send.length === 0 && !toMeet) return reply
    if (!(await this.#isFirst(tx, input))) return {}
    const actor = 'by' in input && input.by ? [input.by] : []
    await commitDecision(this.#parts, tx, decision, incidentId, actor)
    return reply
  }

  async #scope(tx: Tx, handler: Handler<never>, input: Exclude<Input, CallCompleted>): Promise<Scope> {
    const { store, settings } = this.#parts
    if (handler.on !== 'incident') return { workspace: await this.#workspace(tx, handler.on, input) }
    const named = 'namesIncident' in handler && handler.namesIncident === true
    const incident = await store.lockIncident(tx, input, named)
    if (incident) return { incident: withActor(incident, input) }
    if (!isDeliberate(input)) return { nowhere: '' }
    const number = named && input.type === 'commandInvoked' ? referenceIn(input.rest) : undefined
    if (number !== undefined) return { nowhere: `There is no ${incidentReference({ number })}.` }
    const open = await store.openIncidents(tx, input.workspaceId, input.by.id)
    return { nowhere: explainNoIncidentHere(open, settings, input.type) }
  }

  async #workspace(tx: Tx, on: 'workspace' | 'viewer', input: Exclude<Input, CallCompleted>) {
    if (!('workspaceId' in input && 'by' in input && input.by))
      throw new Error(`nobody of any workspace did a ${input.type}`)
    const { workspaceId, by } = input
    const { store } = this.#parts
    if (on === 'workspace') return await store.lockWorkspace(tx, workspaceId, by.id)
    return { workspaceId, viewer: by.id, open: await store.openIncidents(tx, workspaceId, by.id) }
  }

  async #decide(tx: Tx, handler: Handler<never>, input: Input, scope: Scope): Promise<Decision | Refusal> {
    const ctx = this.#moment()
    if ('incident' in scope) {
      const who = 'by' in input ? input.by?.id : undefined
      const act = typeof handler.act === 'function' ? handler.act(input as never) : handler.act
      const about = 'about' in input ? input.about : ''
      const no = who && isDeliberate(input) ? explainDenial(act, who, scope.incident, ctx, about) : undefined
      const { refusedBelow: field } = handler as IncidentHandler<never>
      if (no) return { refusal: no, ...(field && { field }) }
    }
    const state = 'incident' in scope ? scope.incident : 'workspace' in scope ? scope.workspace : undefined
    return await handler.run(state as never, input as never, ctx, tx)
  }

  /** A deed delivered twice counts once: a view by its id, a command by its trigger. */
  async #isFirst(tx: Tx, input: Input): Promise<boolean> {
    if (!('once' in input) || !input.once) return true
    return await this.#parts.store.claim(tx, input.once, this.#parts.clock.now())
  }

  async #isRepeated(tx: Tx, input: Input): Promise<boolean> {
    return 'once' in input && input.once !== undefined && (await this.#parts.store.isDone(tx, input.once))
  }

  async #takeAnswered(tx: Tx, input: CallCompleted, { parts, isWhole }: CompletionAttempt): Promise<Reply> {
    const { store } = this.#parts
    // Most calls concern neither a feature nor an entry: nothing that follows from them touches the incident.
    const touches = parts.length > 0 || findCallEntryId(input.send.call) !== undefined
    const id = input.incidentId && touches ? await store.lock(tx, input.incidentId) : undefined
    if (!(await store.isAwaited(tx, input))) return {}
    const state = id && parts.length > 0 ? await store.load(tx, id) : undefined
    const ctx = this.#moment()
    const decisions = [decideAfterCall(input, ctx), ...(isWhole ? [] : [reportUnusableAnswer(input)])]
    for (const { run, told } of parts) decisions.push(await run(state, told, ctx, tx))
    await commitDecision(this.#parts, tx, combineDecisions(...decisions), input.incidentId ?? undefined, [])
    return {}
  }

  #moment(): DecisionContext {
    const { clock, newId, settings } = this.#parts
    return { now: clock.now(), newId, settings }
  }
}

/** Whoever asked for something is told when it fails. */
function withRequesterToldOfFailures(input: Input, decision: Decision): Decision {
  if (!isDeliberate(input)) return decision
  return { ...decision, send: withFailureRecipient(decision.send, { person: input.by.id }) }
}

/** What is done from Home shows there, also that it was not possible any more. Only Home's deeds have no channel. */
function republishHome(input: Input, { open, errors }: Reply): Send[] {
  const isFromHome = (input.type === 'buttonClicked' || input.type === 'modalSubmitted') && !input.channelId
  if (!isFromHome || open || errors) return []
  const { workspaceId, by } = input
  return [{ to: { person: by.id }, call: { do: 'publish_home', workspaceId, person: by.id } }]
}

/** Whoever acts, and whom their words mention, by the names of their profiles: Slack tells handles, or only ids. */
async function withProfileNames<I extends Input>(tx: Tx, input: I): Promise<I> {
  const by: Actor | null = 'by' in input ? input.by : null
  const words = input.type === 'commandInvoked' ? input.rest : ''
  const names = await namesOf(tx, [...(by ? [by.id] : []), ...findMentionedIds(words)])
  const name = by && names.get(by.id)
  return {
    ...input,
    ...(by && name && { by: { ...by, name } }),
    ...(input.type === 'commandInvoked' && { rest: labelMentions(words, names) }),
  }
}

/** The name Slack gave with the deed serves until the profile has been fetched. */
function withActor(state: IncidentState, input: Input): IncidentState {
  const by = 'by' in input ? input.by : null
  if (!by?.name || state.names.has(by.id)) return state
  return { ...state, names: new Map([...state.names, [by.id, by.name]]) }
}
