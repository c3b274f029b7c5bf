import { answerWithModal, combineDecisions, type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { Feature } from '../../core/feature/feature.ts'
import { onAction, onModal } from '../../core/feature/on-control.ts'
import type { CommandInvoked } from '../../core/input.ts'
import { explainDenial } from '../../core/router/permission.ts'
import type { Action } from '../../messages/action.ts'
import type { Modal } from '../../messages/modal.ts'
import { toPlainText } from '../../messages/mrkdwn.ts'
import { namesOf } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { editorActions, editorModals } from './controls.ts'
import { correctEntry, type EntryEditOutcome } from './correct-entry.ts'
import { findEntryMenuHandler } from './entry-menu.ts'
import { historyModal } from './history.ts'
import { postEntryPrivately } from './lines.ts'
import { type Location, newestOf, readLocation } from './location.ts'
import { actionResultModal, editModal } from './modals.ts'
import { isWithdrawn, type RecordedEntry } from './model.ts'
import { buildTimelinePage, replaceChangedEntry, timelinePageSize } from './pages.ts'
import { parseActionResult, recordActionResult, recordNoEffect, resultWordList } from './result.ts'
import { editorSavers, findPage, findRecordedEntry, openAction, revisionsOf } from './store.ts'
import { type TimelineReader, timelineButtonMessage, timelineModal } from './view.ts'
import { restoreEntry } from './withdraw-entry.ts'

/** The context of what somebody does with the timeline on their screen. */
type EditorContext = WithActor & { channelId: string | undefined; tx: Tx }

const entryNotFound: Refusal = { refusal: 'That entry is not on this timeline.' }

async function loadTimelineReader(ctx: EditorContext, people: readonly (string | null)[]) {
  const { state, channelId, tx } = ctx
  const ids = people.filter((id) => id !== null)
  const reader: TimelineReader = {
    names: new Map([...state.names, ...(await namesOf(tx, ids))]),
    readsOnly: explainDenial(ctx, 'respond'),
    channelId,
    choices: ctx.contributions.entryChoices,
  }
  return reader
}

/** Loads a page; falls back to the newest if nothing is left beside the entry it starts from. */
async function loadPage({ state, by, tx }: EditorContext, location: Location) {
  const load = async (where: Location) =>
    buildTimelinePage(
      where,
      await findPage(tx, state.incident.id, where, { reader: by.id, size: timelinePageSize }),
      timelinePageSize,
    )
  const page = await load(location)
  const isLost = page.entries.length === 0 && 'key' in location
  return isLost ? await load(newestOf(location)) : page
}

/** The timeline modal, with `note` above it, and `changed` in place of its stored version. */
async function loadPageModal(
  ctx: EditorContext,
  location: Location,
  note?: string,
  changed?: RecordedEntry,
): Promise<Modal> {
  const stored = await loadPage(ctx, location)
  const page = changed ? replaceChangedEntry(stored, changed) : stored
  const people = page.entries.flatMap(({ authorId, resultBy }) => [authorId, resultBy])
  return timelineModal(ctx.state, page, await loadTimelineReader(ctx, people), note)
}

/** The page that starts at an entry whose time has changed: the entry may have left its former page. */
async function loadMovedEntryModal(ctx: EditorContext, location: Location, changed: RecordedEntry): Promise<Modal> {
  const { state, by, tx } = ctx
  const here: Location = { filter: location.filter, from: 'here', key: changed }
  const below = await findPage(tx, state.incident.id, here, { reader: by.id, size: timelinePageSize })
  const page = buildTimelinePage(here, [changed, ...below.filter(({ id }) => id !== changed.id)], timelinePageSize)
  const people = page.entries.flatMap(({ authorId, resultBy }) => [authorId, resultBy])
  return timelineModal(state, page, await loadTimelineReader(ctx, people))
}

/** Opens `open`, if given. The modal takes the answer's place, so the answer with its *Undo* goes out as ephemeral. */
function answerBehindModal(
  { state, by, channelId }: EditorContext,
  { decision }: EntryEditOutcome,
  open?: Modal,
): Decision {
  const { changes, send, answer } = decision
  const ephemeral = answer && 'say' in answer ? [postEntryPrivately(state, by.id, channelId, answer.say)] : []
  return combineDecisions({ changes, send: [...send, ...ephemeral] }, open ? answerWithModal(open) : emptyDecision)
}

/** Answers a change made from a page with that page; a refusal stands above it. */
async function answerOnPage(
  ctx: EditorContext,
  location: Location,
  outcome: EntryEditOutcome | Refusal,
): Promise<Decision> {
  if ('refusal' in outcome) return answerWithModal(await loadPageModal(ctx, location, outcome.refusal))
  return answerBehindModal(ctx, outcome, await loadPageModal(ctx, location, undefined, outcome.entry))
}

/** Handles a choice from an entry's menu. */
async function handleEntryMenu(
  ctx: EditorContext,
  { choice, id }: { choice: string; id: string },
  location: Location,
): Promise<Decision> {
  const { state, tx } = ctx
  const entry = await findRecordedEntry(tx, state.incident.id, id)
  if (!entry) return await answerOnPage(ctx, location, entryNotFound)
  if (choice === 'history') return answerWithModal(await loadHistoryModal(ctx, entry, location))
  const denial = explainDenial(ctx, 'respond')
  if (denial) return await answerOnPage(ctx, location, { refusal: denial })
  const act = findEntryMenuHandler(ctx, choice)
  if (act) return await answerOnPage(ctx, location, act(ctx, entry))
  if (isWithdrawn(entry))
    return await answerOnPage(ctx, location, { refusal: 'It was withdrawn meanwhile: restore it first.' })
  if (choice === 'result') return answerWithModal(actionResultModal(state, entry, location, ctx.channelId))
  return answerWithModal(editModal(ctx, entry, location))
}

async function loadHistoryModal(ctx: EditorContext, entry: RecordedEntry, location: Location): Promise<Modal> {
  const revisions = await revisionsOf(ctx.tx, entry.id)
  const { authorId, resultBy, recorderId } = entry
  const people = [authorId, resultBy, recorderId, ...revisions.map(({ by }) => by)]
  return historyModal(ctx.state, { entry, revisions, location }, await loadTimelineReader(ctx, people))
}

async function saveEdit(
  ctx: EditorContext,
  { id, revisions, location }: { id: string; revisions: number; location: Location },
  { text, kind, time = '', reason = '' }: Partial<Record<'text' | 'kind' | 'time' | 'reason', string>>,
): Promise<Decision | Refusal> {
  const { state, tx } = ctx
  const entry = await findRecordedEntry(tx, state.incident.id, id)
  if (!entry) return entryNotFound
  const filled = { text, kind, time, reason: reason.trim(), revisions }
  const outcome = correctEntry(ctx, entry, filled)
  if ('refusal' in outcome) return outcome
  const isMoved = outcome.entry.occurredAt.getTime() !== entry.occurredAt.getTime()
  const open = isMoved
    ? await loadMovedEntryModal(ctx, location, outcome.entry)
    : await loadPageModal(ctx, location, undefined, outcome.entry)
  return answerBehindModal(ctx, outcome, open)
}

async function saveResult(
  ctx: EditorContext,
  id: string,
  location: Location | undefined,
  { result = '', note = '' }: Partial<Record<'result' | 'note', string>>,
): Promise<Decision | Refusal> {
  const { state, tx } = ctx
  const entry = await findRecordedEntry(tx, state.incident.id, id)
  if (!entry) return entryNotFound
  const outcome = recordActionResult(ctx, entry, result, note)
  if ('refusal' in outcome) return outcome
  const open = location && (await loadPageModal(ctx, location, undefined, outcome.entry))
  return answerBehindModal(ctx, outcome, open)
}

async function runResultCommand(ctx: WithActor, { rest }: CommandInvoked, tx: Tx): Promise<Decision | Refusal> {
  const parsed = parseActionResult(toPlainText(rest))
  if (!parsed) {
    return {
      refusal: `What came of it? One of ${resultWordList}. For example: \`${ctx.settings.command} result worked latency is down\``,
    }
  }
  const action = await openAction(tx, ctx.state.incident.id, ctx.by.id)
  if (!action)
    return {
      refusal: `No action waits for its result. \`${ctx.settings.command} timeline action\` shows them all.`,
    }
  const outcome = recordActionResult(ctx, action, parsed.result, parsed.note)
  return 'refusal' in outcome ? outcome : outcome.decision
}

/** Reading the timeline page by page, correcting its entries by hand, and giving actions a result. */
export const editorFeature: Feature = {
  name: 'timeline editor',
  savers: editorSavers,
  commands: [
    {
      word: 'timeline',
      usage: 'timeline [kind]',
      example: 'timeline action',
      does: 'read the timeline; edit, withdraw, give results',
      panel: [
        { on: 'open', row: 'Look', rank: 0, label: 'Timeline' },
        { on: 'ended', row: 'Look', rank: 0, label: 'Timeline' },
      ],
      on: 'incident',
      act: 'read',
      run: async (ctx, input, tx) => {
        const parsed = readLocation(input.rest)
        if ('refusal' in parsed) return parsed
        // Slack gives a mention no trigger id, so no modal can be opened: answer with a button that opens it.
        if (input.via === 'mention') return { ...emptyDecision, answer: { say: timelineButtonMessage(ctx.state) } }
        return answerWithModal(await loadPageModal({ ...ctx, channelId: input.channelId, tx }, parsed.location))
      },
    },
    {
      word: 'result',
      usage: 'result worked|part|none|worse|unknown [text]',
      example: 'result worked latency is down',
      does: 'what came of your latest action',
      on: 'incident',
      act: 'respond',
      run: runResultCommand,
    },
  ],
  actions: [
    opensPage(editorActions.view, newestOf),
    opensPage(editorActions.filter, newestOf),
    opensPage(editorActions.page, ({ location }) => location),
    onAction(editorActions.entry, 'read', (ctx, input, tx) => {
      const page = editorModals.view.read(input.modal?.about ?? '')
      return handleEntryMenu(
        { ...ctx, channelId: input.channelId, tx },
        input.about,
        page?.location ?? newestOf({ filter: 'all' }),
      )
    }),
    actsOnEntry(editorActions.restore, restoreEntry),
    onAction(editorActions.result, 'respond', async ({ state }, { about, channelId }, tx) => {
      const entry = await findRecordedEntry(tx, state.incident.id, about.id)
      if (!entry || isWithdrawn(entry)) return entryNotFound
      return answerWithModal(actionResultModal(state, entry, undefined, channelId))
    }),
    actsOnEntry(editorActions.noEffect, recordNoEffect),
  ],
  modals: [
    onModal(editorModals.edit, 'respond', (ctx, input, tx) =>
      saveEdit({ ...ctx, channelId: input.channelId, tx }, input.about, input.fields),
    ),
    onModal(editorModals.result, 'respond', (ctx, input, tx) => {
      const { id, opened } = input.about
      return saveResult({ ...ctx, channelId: input.channelId, tx }, id, opened.location, input.fields)
    }),
  ],
}

/** Registers an action on an entry that asks for nothing more. */
function actsOnEntry(action: Action<{ id: string }>, decide: typeof restoreEntry) {
  return onAction(action, 'respond', async (ctx, { about }, tx) => {
    const entry = await findRecordedEntry(tx, ctx.state.incident.id, about.id)
    const outcome = entry ? decide(ctx, entry) : entryNotFound
    return 'refusal' in outcome ? outcome : outcome.decision
  })
}

/** Registers an action that opens a page of the timeline. */
function opensPage<About extends object>(action: Action<About>, locate: (about: About) => Location) {
  return onAction(action, 'read', async (ctx, input, tx) =>
    answerWithModal(await loadPageModal({ ...ctx, channelId: input.channelId, tx }, locate(input.about))),
  )
}
