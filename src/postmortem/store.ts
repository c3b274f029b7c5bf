import { z } from 'zod'
import { type Saver, saver } from '../core/feature/saver.ts'
import { makeStateLoader } from '../core/feature/state-part.ts'
import type { Incident } from '../core/incident/model.ts'
import { incidentPart } from '../core/incident/store.ts'
import type { DocumentFormat } from '../core/outbox/rendered.ts'
import { findLiveMessagesOf } from '../core/outbox/store.ts'
import { reminderPart } from '../core/reminders/store.ts'
import { timerPart } from '../core/timers/store.ts'
import { followUpPart } from '../follow-ups/store.ts'
import { loadImpact } from '../incident/lifecycle/store.ts'
import { roleHistory, rolePart } from '../incident/roles/store.ts'
import { challengePart } from '../investigation/challenges/store.ts'
import { briefPart } from '../investigation/fresh-eyes/store.ts'
import type { SuggestionInContext } from '../investigation/heard/add-suggested.ts'
import { ledgerPart } from '../investigation/ledger/store.ts'
import { waitPart } from '../investigation/ledger/waits/store.ts'
import { findMentionedIds } from '../messages/mrkdwn.ts'
import { namesOf } from '../platform/db/people.ts'
import type { Tx } from '../platform/db/transaction.ts'
import { loadMessageContext, loadTimelineEntries, timelinePart } from '../timeline/entries/store.ts'
import type { SuggestedEntry } from '../timeline/listening/controls.ts'
import { findUnrecordedMessages } from '../timeline/listening/find-unrecorded.ts'
import { lostMessagesOf } from '../timeline/missed-events/store.ts'
import { postMortemChanged, postMortemDrafted, sectionWritten } from './changes.ts'
import type { ClosingInput } from './close/closing.ts'
import type { CloseModalInput } from './close/modal.ts'
import type { CurrentValues } from './close/submit.ts'
import { buildPostMortem } from './document/build.ts'
import { generateAllProse } from './generated-text.ts'
import type { KeptPicture, PostMortemInput } from './input.ts'
import type { PostMortemRecord, SectionText } from './record.ts'
import type { Pictures } from './render/page/picture.ts'
import type { ResponseState } from './state.ts'

export const postMortemSavers: Saver[] = [
  // Closing an incident again turns the same post-mortem back into a draft; its template and history stay.
  saver(postMortemDrafted, async (tx, { id, incidentId, at, nextReviewOn }) => {
    await tx.postMortem.upsert({
      where: { incidentId },
      create: { id, incidentId, draftedAt: at, nextReviewOn },
      update: { state: 'draft', publishedAt: null, publishedBy: null, nextReviewOn },
    })
  }),
  saver(
    postMortemChanged,
    async (tx, { incidentId, to }) => {
      await tx.postMortem.updateMany({ where: { incidentId }, data: to })
    },
    { sets: ({ to }) => ('state' in to ? ['status'] : []) },
  ),
  // By the time an edit is undone, the version meant for the restored text may be taken: use the next free one.
  saver(sectionWritten, async (tx, { id, incidentId, text }) => {
    const { section } = text
    const { _max } = await tx.sectionText.aggregate({
      where: { incidentId, section },
      _max: { version: true },
    })
    const version = Math.max(text.version, (_max.version ?? 0) + 1)
    await tx.sectionText.create({ data: { id, incidentId, ...text, version } })
  }),
]

/** The stored post-mortem; null before the first draft. */
export async function findRecord(tx: Tx, incidentId: string): Promise<PostMortemRecord | null> {
  return await tx.postMortem.findUnique({
    where: { incidentId },
    omit: { id: true, incidentId: true },
  })
}

/** Everything people wrote in its sections, by section, oldest version first. */
export async function sectionTextsOf(tx: Tx, incidentId: string): Promise<SectionText[]> {
  return await tx.sectionText.findMany({
    where: { incidentId },
    orderBy: [{ section: 'asc' }, { version: 'asc' }],
    omit: { id: true, incidentId: true },
  })
}

/** Loads the state for a job of the worker, which runs without the router and may run in a thread of its own. */
export const loadResponseState = makeStateLoader<ResponseState>([
  incidentPart,
  rolePart,
  timerPart,
  reminderPart,
  timelinePart,
  ledgerPart,
  challengePart,
  waitPart,
  briefPart,
  followUpPart,
])

/** Loads everything a post-mortem is built from. */
export async function loadPostMortemInput(tx: Tx, state: ResponseState): Promise<PostMortemInput> {
  const { id: incidentId } = state.incident
  const entries = await loadTimelineEntries(tx, incidentId)
  const roles = await roleHistory(tx, incidentId)
  const impact = await loadImpact(tx, incidentId)
  const record = await findRecord(tx, incidentId)
  const written = await sectionTextsOf(tx, incidentId)
  const people = [
    ...state.hypotheses.flatMap(({ evidence }) => evidence.map(({ by }) => by)),
    ...roles.map(({ userId }) => userId),
    ...written.map(({ writtenBy }) => writtenBy),
    ...entries.flatMap(({ authorId, recorderId, resultBy }) => [
      recorderId,
      ...[authorId, resultBy].filter((id) => id !== null),
    ]),
    ...entries.flatMap(({ raw }) => (raw ? findMentionedIds(raw) : [])),
  ]
  const names = new Map([...state.names, ...(await namesOf(tx, people))])
  const liveMessages = await findLiveMessagesOf(tx, incidentId)
  const pictures = await findKeptPictures(tx, incidentId)
  const lost = await lostMessagesOf(tx, incidentId)
  return { state: { ...state, names }, entries, impact, roles, liveMessages, record, written, pictures, lost }
}

/** The cost of an entry, and of a character that starts or ends a node, in characters of plain text. */
const renderCostPerEntry = 250
const renderCostPerMark = 60
const costlyCharacters = '\n`/'
/** Section texts cost more per character, since they are parsed before they are rendered. */
const renderCostPerSectionCharacter = 10

const WeightRow = z.object({ weight: z.number() })

/** Estimates how long a post-mortem takes to render, in characters of plain text that would take as long. */
export async function estimateRenderWeight(tx: Tx, incidentId: string): Promise<number> {
  const rows = await tx.$queryRaw`
    SELECT ((
      SELECT COALESCE(sum(${renderCostPerEntry} + length(said) + ${renderCostPerMark} * (length(said) - length(translate(said, ${costlyCharacters}, '')))), 0)
      FROM (SELECT text || attachments::text AS said FROM "Entry" WHERE "incidentId" = ${incidentId}::uuid) AS entry
    ) + (
      SELECT COALESCE(sum(${renderCostPerSectionCharacter} * length(text)), 0)
      FROM "SectionText" WHERE "incidentId" = ${incidentId}::uuid
    ))::float8 AS weight`
  return z.array(WeightRow).parse(rows)[0]?.weight ?? 0
}

/** The pictures we keep copies of, without their bytes. */
async function findKeptPictures(tx: Tx, incidentId: string): Promise<KeptPicture[]> {
  return await tx.picture.findMany({
    where: { incidentId, state: 'kept' },
    orderBy: { id: 'asc' },
    select: { id: true, entryId: true, name: true, type: true },
  })
}

/** The bytes of an incident's pictures by id, if the format shows them. Their total is bounded when they are copied. */
export async function picturesFor(tx: Tx, incidentId: string, format: DocumentFormat): Promise<Pictures> {
  if (format !== 'html') return new Map()
  const kept = await tx.picture.findMany({
    where: { incidentId, state: 'kept' },
    orderBy: { id: 'asc' },
    select: { id: true, bytes: true },
  })
  return new Map(kept.flatMap(({ id, bytes }) => (bytes ? [[id, bytes]] : [])))
}

/** Loads what the modal for closing an incident shows. */
export async function loadCloseModalInput(tx: Tx, state: ResponseState): Promise<CloseModalInput> {
  const passed = await findUnrecordedMessages(tx, state.incident.id, { most: maxReviewedMessages })
  return { ...(await loadCurrentSections(tx, state)), passed }
}

/** Loads the current values to compare a submitted close modal with, and what is stored about the ticked messages. */
export async function loadCurrentValues(
  tx: Tx,
  state: ResponseState,
  ticked: readonly SuggestedEntry[],
): Promise<CurrentValues> {
  const { incident } = state
  const id = await findClosingPerson(tx, incident)
  const closedBy = { id, name: (await namesOf(tx, [id])).get(id) ?? id }
  const present = await loadCurrentSections(tx, state)
  const offered: SuggestionInContext[] = []
  for (const suggested of ticked)
    offered.push({
      suggested,
      messageContext: await loadMessageContext(tx, incident.id, suggested),
    })
  return { ...present, offered, closedBy }
}

async function loadCurrentSections(tx: Tx, state: ResponseState): Promise<Omit<CloseModalInput, 'passed'>> {
  const material = await loadPostMortemInput(tx, state)
  const document = buildPostMortem(material)
  const { causes, lessons } = document
  const isCauseKnown = causes.confirmed.length > 0
  return { prose: generateAllProse(document), isCauseKnown, written: material.written, lessons }
}

/** How many messages that nobody captured the review at close considers. */
const maxReviewedMessages = 3_000

/** Loads who closed an incident, and which messages of its channel nobody captured. */
export async function loadClosingInput(tx: Tx, incident: Incident): Promise<ClosingInput> {
  return {
    closedBy: await findClosingPerson(tx, incident),
    passed: await findUnrecordedMessages(tx, incident.id, { most: maxReviewedMessages }),
  }
}

async function findClosingPerson(tx: Tx, { id: incidentId, declaredBy }: Incident): Promise<string> {
  const last = await tx.entry.findFirst({
    where: { incidentId, kind: 'status', state: { not: 'withdrawn' } },
    orderBy: { recordedAt: 'desc' },
    select: { recorderId: true },
  })
  return last?.recorderId ?? declaredBy
}

/**
 * Whom to tell that Slack refused a canvas: whoever closed the incident, or nobody (null) if the same error has already
 * been reported for an incident of this workspace.
 */
export async function findCanvasErrorRecipient(
  tx: Tx,
  incident: Incident,
  canvasError: string,
): Promise<string | null> {
  const { workspaceId } = incident
  const reported = await tx.postMortem.count({ where: { canvasError, incident: { workspaceId } } })
  return reported > 0 ? null : await findClosingPerson(tx, incident)
}
