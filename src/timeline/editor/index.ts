import { answerWithModal, combineDecisions, type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { DecisionContext } from '../../core/feature/context.ts'
import type { Feature } from '../../core/feature/feature.ts'
import { onAction, onModal } from '../../core/feature/on-control.ts'
import type { ButtonClicked, CommandInvoked } from '../../core/input.ts'
import { explainDenial } from '../../core/router/permission.ts'
import type { IncidentState } from '../../core/state.ts'
import { zoneFor } from '../../core/state.ts'
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

/** The context of a user action on the timeline. */
interface EditorScene {
  state: IncidentState
  input: Pick<ButtonClicked, 'by' | 'channelId'>
  ctx: DecisionContext
  tx: Tx
}

const entryNotFound: Refusal = { refusal: 'That entry is not on this timeline.' }

async function loadTimelineReader({ state, input, ctx, tx }: EditorScene, people: readonly (string | null)[]) {
  const ids = people.filter((id) => id !== null)
  const reader: TimelineReader = {
    names: new Map([...state.names, ...(await namesOf(tx, ids))]),
    readsOnly: explainDenial('respond', input.by.id, state, ctx),
    channelId: input.channelId,
    choices: ctx.contributions.entryChoices,
  }
  return reader
}

/** Loads a page; falls back to the newest if nothing is left beside the entry it starts from. */
async function loadPage({ state, input, tx }: EditorScene, location: Location) {
  const load = async (where: Location) =>
    buildTimelinePage(
      where,
      await findPage(tx, state.incident.id, input.by.id, where, timelinePageSize),
      timelinePageSize,
    )
  const page = await load(location)
  const isLost = page.entries.length === 0 && 'key' in location
  return isLost ? await load(newestOf(location)) : page
}

/** The timeline modal, with `note` above it, and `changed` in place of its stored version. */
async function loadPageModal(
  scene: EditorScene,
  location: Location,
  note?: string,
  changed?: RecordedEntry,
): Promise<Modal> {
  const stored = await loadPage(scene, location)
  const page = changed ? replaceChangedEntry(stored, changed) : stored
  const people = page.entries.flatMap(({ authorId, resultBy }) => [authorId, resultBy])
  return timelineModal(scene.state, page, await loadTimelineReader(scene, people), note)
}

/** The page that starts at an entry whose time has changed: the entry may have left its former page. */
async function loadMovedEntryModal(scene: EditorScene, location: Location, changed: RecordedEntry): Promise<Modal> {
  const { state, input, tx } = scene
  const here: Location = { filter: location.filter, from: 'here', key: changed }
  const below = await findPage(tx, state.incident.id, input.by.id, here, timelinePageSize)
  const page = buildTimelinePage(here, [changed, ...below.filter(({ id }) => id !== changed.id)], timelinePageSize)
  const people = page.entries.flatMap(({ authorId, resultBy }) => [authorId, resultBy])
  return timelineModal(state, page, await loadTimelineReader(scene, people))
}

/** Opens `open`, if given. The modal takes the answer's place, so the answer with its *Undo* goes out as ephemeral. */
function answerBehindModal({ state, input }: EditorScene, { decision }: EntryEditOutcome, open?: Modal): Decision {
  const { changes, send, answer } = decision
  const ephemeral =
    answer && 'say' in answer ? [postEntryPrivately(state, input.by.id, input.channelId, answer.say)] : []
  return combineDecisions({ changes, send: [...send, ...ephemeral] }, open ? answerWithModal(open) : emptyDecision)
}

/** Answers a change made from a page with that page; a refusal stands above it. */
async function answerOnPage(
  scene: EditorScene,
  location: Location,
  outcome: EntryEditOutcome | Refusal,
): Promise<Decision> {
  if ('refusal' in outcome) return answerWithModal(await loadPageModal(scene, location, outcome.refusal))
  return answerBehindModal(scene, outcome, await loadPageModal(scene, location, undefined, outcome.entry))
}

/** Handles a choice from an entry's menu. */
async function handleEntryMenu(
  scene: EditorScene,
  { choice, id }: { choice: string; id: string },
  location: Location,
): Promise<Decision> {
  const { state, input, ctx, tx } = scene
  const entry = await findRecordedEntry(tx, state.incident.id, id)
  if (!entry) return await answerOnPage(scene, location, entryNotFound)
  if (choice === 'history') return answerWithModal(await loadHistoryModal(scene, entry, location))
  const denial = explainDenial('respond', input.by.id, state, ctx)
  if (denial) return await answerOnPage(scene, location, { refusal: denial })
  const act = findEntryMenuHandler(choice, ctx)
  if (act) return await answerOnPage(scene, location, act(state, entry, input.by, ctx))
  if (isWithdrawn(entry))
    return await answerOnPage(scene, location, { refusal: 'It was withdrawn meanwhile: restore it first.' })
  if (choice === 'result') return answerWithModal(actionResultModal(state, entry, location, input.channelId))
  return answerWithModal(editModal(state, entry, location, zoneFor(scene.state, scene.input.by.id), input.channelId))
}

async function loadHistoryModal(scene: EditorScene, entry: RecordedEntry, location: Location): Promise<Modal> {
  const revisions = await revisionsOf(scene.tx, entry.id)
  const { authorId, resultBy, recorderId } = entry
  const people = [authorId, resultBy, recorderId, ...revisions.map(({ by }) => by)]
  return historyModal(scene.state, entry, revisions, location, await loadTimelineReader(scene, people))
}

async function saveEdit(
  scene: EditorScene,
  { id, revisions, location }: { id: string; revisions: number; location: Location },
  { text, kind, time = '', reason = '' }: Partial<Record<'text' | 'kind' | 'time' | 'reason', string>>,
): Promise<Decision | Refusal> {
  const { state, input, ctx, tx } = scene
  const entry = await findRecordedEntry(tx, state.incident.id, id)
  if (!entry) return entryNotFound
  const filled = { text, kind, time, reason: reason.trim(), revisions }
  const outcome = correctEntry(state, entry, filled, zoneFor(scene.state, scene.input.by.id), input.by, ctx)
  if ('refusal' in outcome) return outcome
  const isMoved = outcome.entry.occurredAt.getTime() !== entry.occurredAt.getTime()
  const open = isMoved
    ? await loadMovedEntryModal(scene, location, outcome.entry)
    : await loadPageModal(scene, location, undefined, outcome.entry)
  return answerBehindModal(scene, outcome, open)
}

async function saveResult(
  scene: EditorScene,
  id: string,
  location: Location | undefined,
  { result = '', note = '' }: Partial<Record<'result' | 'note', string>>,
): Promise<Decision | Refusal> {
  const { state, input, ctx, tx } = scene
  const entry = await findRecordedEntry(tx, state.incident.id, id)
  if (!entry) return entryNotFound
  const outcome = recordActionResult(state, entry, result, note, input.by, ctx)
  if ('refusal' in outcome) return outcome
  const open = location && (await loadPageModal(scene, location, undefined, outcome.entry))
  return answerBehindModal(scene, outcome, open)
}

async function runResultCommand(scene: EditorScene & { input: CommandInvoked }): Promise<Decision | Refusal> {
  const { state, input, ctx, tx } = scene
  const parsed = parseActionResult(toPlainText(input.rest))
  if (!parsed) {
    return {
      refusal: `What came of it? One of ${resultWordList}. For example: \`${ctx.settings.command} result worked latency is down\``,
    }
  }
  const action = await openAction(tx, state.incident.id, input.by.id)
  if (!action)
    return {
      refusal: `No action waits for its result. \`${ctx.settings.command} timeline action\` shows them all.`,
    }
  const outcome = recordActionResult(state, action, parsed.result, parsed.note, input.by, ctx)
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
      run: async (state, input, ctx, tx) => {
        const parsed = readLocation(input.rest)
        if ('refusal' in parsed) return parsed
        // Slack gives a mention no trigger id, so no modal can be opened: answer with a button that opens it.
        if (input.via === 'mention') return { ...emptyDecision, answer: { say: timelineButtonMessage(state) } }
        return answerWithModal(await loadPageModal({ state, input, ctx, tx }, parsed.location))
      },
    },
    {
      word: 'result',
      usage: 'result worked|part|none|worse|unknown [text]',
      example: 'result worked latency is down',
      does: 'what came of your latest action',
      on: 'incident',
      act: 'respond',
      run: (state, input, ctx, tx) => runResultCommand({ state, input, ctx, tx }),
    },
  ],
  actions: [
    opensPage(editorActions.view, newestOf),
    opensPage(editorActions.filter, newestOf),
    opensPage(editorActions.page, ({ location }) => location),
    onAction(editorActions.entry, 'read', (state, input, ctx, tx) => {
      const page = editorModals.view.read(input.modal?.about ?? '')
      return handleEntryMenu({ state, input, ctx, tx }, input.about, page?.location ?? newestOf({ filter: 'all' }))
    }),
    actsOnEntry(editorActions.restore, restoreEntry),
    onAction(editorActions.result, 'respond', async (state, { about, channelId }, _ctx, tx) => {
      const entry = await findRecordedEntry(tx, state.incident.id, about.id)
      if (!entry || isWithdrawn(entry)) return entryNotFound
      return answerWithModal(actionResultModal(state, entry, undefined, channelId))
    }),
    actsOnEntry(editorActions.noEffect, recordNoEffect),
  ],
  modals: [
    onModal(editorModals.edit, 'respond', (state, input, ctx, tx) =>
      saveEdit({ state, input, ctx, tx }, input.about, input.fields),
    ),
    onModal(editorModals.result, 'respond', (state, input, ctx, tx) => {
      const { id, opened } = input.about
      return saveResult({ state, input, ctx, tx }, id, opened.location, input.fields)
    }),
  ],
}

/** Registers an action on an entry that asks for nothing more. */
function actsOnEntry(action: Action<{ id: string }>, decide: typeof restoreEntry) {
  return onAction(action, 'respond', async (state, { about, by }, ctx, tx) => {
    const entry = await findRecordedEntry(tx, state.incident.id, about.id)
    const outcome = entry ? decide(state, entry, by, ctx) : entryNotFound
    return 'refusal' in outcome ? outcome : outcome.decision
  })
}

/** Registers an action that opens a page of the timeline. */
function opensPage<About extends object>(action: Action<About>, locate: (about: About) => Location) {
  return onAction(action, 'read', async (state, input, ctx, tx) =>
    answerWithModal(await loadPageModal({ state, input, ctx, tx }, locate(input.about))),
  )
}
