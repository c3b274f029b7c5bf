import { findMentionedIds, labelMentions } from '../../messages/mrkdwn.ts'
import { namesOf } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { combineDecisions, type Decision, emptyDecision, isRefusal, type Refusal } from '../decision.ts'
import type { DecisionContext } from '../feature/context.ts'
import type { Handler, IncidentHandler } from '../feature/handler.ts'
import type { HandledInput } from '../feature/registry.ts'
import { incidentReference, referenceIn } from '../incident/model.ts'
import type { Actor, DeliberateInput, Input, MessagePosted } from '../input.ts'
import { findCallEntryId, type Send } from '../outbox/call.ts'
import { decideAfterCall, failUnreadableCall, reportUnusableAnswer } from '../outbox/decide.ts'
import { withFailureRecipient } from '../outbox/failure-recipient.ts'
import type { CallCompleted, CallUnreadable } from '../outbox/outcome.ts'
import type { IncidentState, ViewerState, WorkspaceState } from '../state.ts'
import { type CompletionAttempt, hasNoConsequences, planCompletionAttempts } from './call-completion.ts'
import { commitDecision } from './commit.ts'
import { deriveFurtherInput } from './message-followup.ts'
import { explainDenial } from './permission.ts'
import { takeMissed } from './replay-missed.ts'
import { makePrivateReply, type Reply } from './reply.ts'
import { makeBaseContext, type RouterParts } from './router-parts.ts'
import { explainNoIncidentHere, explainTooLongCommand, isDeliberate, unknownCommandRefusal } from './sentences.ts'

/**
 * Takes every input the same way: lock → load → permit → decide → commit → answer. The changes of a decision and its
 * outbox calls are committed in one transaction; nothing is sent from inside it.
 */
export class Router {
  readonly #parts: RouterParts

  constructor(parts: RouterParts) {
    this.#parts = parts
  }

  /** Resolves after the commit. Rejects if nothing was saved, so that Slack delivers the event again. */
  async take(input: Input): Promise<Reply> {
    if (input.type === 'callCompleted') return await this.#takeOutcome(input)
    if (input.type === 'callUnreadable') return await this.#parts.transact((tx) => this.#takeUnreadable(tx, input))
    if (input.type === 'messagePosted') return await this.#takeMessage(input)
    const excess = isDeliberate(input) && explainTooLongCommand(input, this.#parts.settings)
    if (excess) return await this.#refuse(input, excess)
    const handler = this.#parts.registry.handlerOf(input)
    if (!handler) return isDeliberate(input) ? await this.#refuse(input, unknownCommandRefusal(input, this.#parts)) : {}
    return await this.#parts.transact((tx) => this.#takeWith(tx, handler, input))
  }

  /** Replays missed events before reporting the outcome: until it is reported, the outbox call's row stays ours. */
  async #takeOutcome(input: CallCompleted): Promise<Reply> {
    if (input.send.call.do !== 'read_messages') return await this.#report(input)
    const { isPassing, log } = this.#parts
    const take = (missed: Input) => this.take(missed)
    const lost = await takeMissed(await this.#parts.missed(input), { take, isPassing, log })
    return await this.#report({ ...input, lost })
  }

  /** Saves the outcome of a call and what follows from it. If that fails twice, leaves out the part that fails. */
  async #report(input: CallCompleted): Promise<Reply> {
    const { registry, transact, autocommit, isPassing, log } = this.#parts
    const attempts = planCompletionAttempts(registry, input)
    const decision = decideAfterCall(makeBaseContext(this.#parts), input)
    if (hasNoConsequences(attempts, decision)) {
      // One change, saved by one statement, needs no transaction.
      for (const change of decision.changes) await autocommit((db) => registry.savers.save(db, change))
      return {}
    }
    let cause: unknown
    for (const attempt of attempts) {
      try {
        const reply = await transact((tx) => this.#takeAnswered(tx, input, attempt))
        if (!attempt.isWhole)
          log.error(
            { err: cause, outboxCall: input.outboxCallId },
            'saved the outcome of a call without everything that follows from it',
          )
        return reply
      } catch (error) {
        if (isPassing(error)) throw error
        cause ??= error
      }
    }
    throw cause
  }

  /** Refuses an input without asking any feature. */
  async #refuse(input: DeliberateInput, refusal: string): Promise<Reply> {
    return await this.#parts.transact((tx) => this.#finish(tx, input, { refusal }))
  }

  /**
   * Messages are many, so they are stored in batches. Only those that something else depends on are handled further.
   */
  async #takeMessage(input: MessagePosted): Promise<Reply> {
    const { ingest, registry, settings } = this.#parts
    const ingested = await ingest.take(input)
    if (ingested.isAwaited) await this.#supplyText(input)
    const further = deriveFurtherInput(input, ingested, registry.isRemark, settings)
    return further ? await this.take(further) : {}
  }

  /** Supplies the text of a message that was captured before the message itself arrived. */
  async #supplyText({ workspaceId, message, incidentId }: MessagePosted): Promise<void> {
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

  async #takeWith(tx: Tx, handler: Handler<HandledInput>, input: HandledInput): Promise<Reply> {
    if (handler.on === 'incident') return await this.#takeWithIncident(tx, handler, input)
    const named = nameActor(input, await namesOf(tx, listPeopleInInput(input)))
    const ctx = { ...makeBaseContext(this.#parts), ...actorIn(named) }
    const outcome =
      handler.on === 'workspace'
        ? await handler.run({ ...ctx, state: await this.#lockWorkspace(tx, named) }, named, tx)
        : await handler.run({ ...ctx, state: await this.#loadViewer(tx, named) }, named, tx)
    return await this.#finish(tx, named, outcome)
  }

  async #takeWithIncident(tx: Tx, handler: IncidentHandler<HandledInput>, input: HandledInput): Promise<Reply> {
    const { store, registry } = this.#parts
    const id = await store.lockIncident(tx, input, handler)
    if (!id) return await this.#finish(tx, input, { refusal: await this.#explainNoIncident(tx, handler, input) })
    const loaded = await registry.load(tx, id, listPeopleInInput(input))
    const named = nameActor(input, loaded.names)
    const state = nameActorInState(loaded, named)
    const ctx = { ...makeBaseContext(this.#parts), ...actorIn(named), state }
    const denied = this.#explainDenial(handler, named, ctx)
    return await this.#finish(tx, named, denied ?? (await handler.run(ctx, named, tx)), state)
  }

  /** Commits the decision, unless the same action was committed before, and makes the reply. */
  async #finish(
    tx: Tx,
    input: Exclude<Input, CallCompleted | CallUnreadable>,
    outcome: Decision | Refusal,
    state?: IncidentState,
  ): Promise<Reply> {
    const { reply, send } = makePrivateReply(input, outcome)
    const requested = isRefusal(outcome) ? emptyDecision : withRequesterToldOfFailures(input, outcome)
    const follows = [...(send ? [send] : []), ...republishHome(input, reply)]
    const decision = combineDecisions(requested, { changes: [], send: follows })
    // Fetch the name and time zone of people who join an incident before they first write.
    const needsProfile = input.type === 'memberJoined' && state !== undefined
    // A duplicate submission fails validation because the first one already applied; hide that error.
    if (reply.errors && (await this.#isRepeated(tx, input))) return {}
    if (decision.changes.length + decision.send.length === 0 && !needsProfile) return reply
    if (!(await this.#isFirst(tx, input))) return {}
    const actor = 'by' in input && input.by ? [input.by] : []
    await commitDecision(this.#parts, tx, decision, { incidentId: state?.incident.id, state, people: actor })
    return reply
  }

  /** The refusal of what this person may not do; undefined if they may. What nobody asked for needs no permission. */
  #explainDenial(
    handler: IncidentHandler<HandledInput>,
    input: HandledInput,
    ctx: DecisionContext,
  ): Refusal | undefined {
    if (!isDeliberate(input)) return undefined
    const act = typeof handler.act === 'function' ? handler.act(input) : handler.act
    const isOwn = handler.isOwn?.(ctx.state, input)
    const denial = explainDenial({ ...ctx, by: input.by }, act, isOwn)
    return denial === undefined
      ? undefined
      : { refusal: denial, ...(handler.refusedBelow && { field: handler.refusedBelow }) }
  }

  async #explainNoIncident(
    tx: Tx,
    { namesIncident }: IncidentHandler<HandledInput>,
    input: HandledInput,
  ): Promise<string> {
    if (!isDeliberate(input)) return ''
    const { store, settings } = this.#parts
    const number = namesIncident && input.type === 'commandInvoked' ? referenceIn(input.rest) : undefined
    if (number !== undefined) return `There is no ${incidentReference({ number })}.`
    const open = await store.openIncidents(tx, input.workspaceId, input.by.id)
    return explainNoIncidentHere(open, settings, input.type)
  }

  async #lockWorkspace(tx: Tx, input: HandledInput): Promise<WorkspaceState> {
    const { workspaceId, by } = requirePerson(input)
    return await this.#parts.store.lockWorkspace(tx, workspaceId, by.id)
  }

  async #loadViewer(tx: Tx, input: HandledInput): Promise<ViewerState> {
    const { workspaceId, by } = requirePerson(input)
    return { workspaceId, viewer: by.id, open: await this.#parts.store.openIncidents(tx, workspaceId, by.id) }
  }

  /** An action that Slack delivers twice counts once: modals are told apart by view id, commands by trigger id. */
  async #isFirst(tx: Tx, input: Input): Promise<boolean> {
    if (!('once' in input) || !input.once) return true
    return await this.#parts.store.claim(tx, input.once, this.#parts.clock.now())
  }

  async #isRepeated(tx: Tx, input: Input): Promise<boolean> {
    return 'once' in input && input.once !== undefined && (await this.#parts.store.isDone(tx, input.once))
  }

  async #takeAnswered(tx: Tx, input: CallCompleted, { parts, isWhole }: CompletionAttempt): Promise<Reply> {
    const { store } = this.#parts
    // Most calls concern neither a feature nor an entry, so nothing that follows from them touches the incident.
    const touches = parts.length > 0 || findCallEntryId(input.send.call) !== undefined
    const id = input.incidentId && touches ? await store.lock(tx, input.incidentId) : undefined
    if (!(await store.isAwaited(tx, input))) return {}
    const isAboutIncident = parts.some(({ handler }) => handler.on === 'incident')
    const state = id && isAboutIncident ? await this.#parts.registry.load(tx, id) : undefined
    const ctx = makeBaseContext(this.#parts)
    const decisions = [decideAfterCall(ctx, input), ...(isWhole ? [] : [reportUnusableAnswer(input)])]
    for (const { handler, told } of parts) {
      if (handler.on === 'call') decisions.push(await handler.run(ctx, told, tx))
      else if (state) decisions.push(await handler.run({ ...ctx, state }, told, tx))
    }
    const incidentId = input.incidentId ?? undefined
    await commitDecision(this.#parts, tx, combineDecisions(...decisions), { incidentId, state, people: [] })
    return {}
  }

  async #takeUnreadable(tx: Tx, input: CallUnreadable): Promise<Reply> {
    if (!(await this.#parts.store.isAwaited(tx, input))) return {}
    const decision = failUnreadableCall(makeBaseContext(this.#parts), input)
    const incidentId = input.incidentId ?? undefined
    await commitDecision(this.#parts, tx, decision, { incidentId, state: undefined, people: [] })
    return {}
  }
}

/** The person who acted and their workspace. Throws if nobody did. */
function requirePerson(input: HandledInput): { workspaceId: string; by: Actor } {
  if ('workspaceId' in input && 'by' in input && input.by) return { workspaceId: input.workspaceId, by: input.by }
  throw new Error(`${input.type} has no workspace or no actor`)
}

/** What the context of a decision says of who acted. */
const actorIn = (input: HandledInput) => ('by' in input && input.by ? { by: input.by } : {})

/** The actor, and the people that the command mentions. */
const listPeopleInInput = (input: Input): string[] => [
  ...('by' in input && input.by ? [input.by.id] : []),
  ...(input.type === 'commandInvoked' ? findMentionedIds(input.rest) : []),
]

/** Makes sure that the person who acted is told about calls that fail. */
function withRequesterToldOfFailures(input: Input, decision: Decision): Decision {
  if (!isDeliberate(input)) return decision
  return { ...decision, send: withFailureRecipient(decision.send, { person: input.by.id }) }
}

/** Refreshes Home after any action taken there, including refused ones. Only actions on Home have no channel. */
function republishHome(input: Input, { open, errors }: Reply): Send[] {
  const isFromHome = (input.type === 'buttonClicked' || input.type === 'modalSubmitted') && !input.channelId
  if (!isFromHome || open || errors) return []
  const { workspaceId, by } = input
  return [{ to: { person: by.id }, call: { do: 'publish_home', workspaceId, person: by.id } }]
}

/**
 * Replaces the names of the actor and of mentioned people by their profile names, since Slack sends handles or only
 * ids.
 */
function nameActor<I extends HandledInput>(input: I, names: ReadonlyMap<string, string>): I {
  const by: Actor | null = 'by' in input ? input.by : null
  const name = by && names.get(by.id)
  return {
    ...input,
    ...(by && name && { by: { ...by, name } }),
    ...(input.type === 'commandInvoked' && { rest: labelMentions(input.rest, names) }),
  }
}

/** Until the profile has been fetched, uses the name that Slack sent with the action. */
function nameActorInState(state: IncidentState, input: Input): IncidentState {
  const by = 'by' in input ? input.by : null
  if (!by?.name || state.names.has(by.id)) return state
  return { ...state, names: new Map([...state.names, [by.id, by.name]]) }
}
