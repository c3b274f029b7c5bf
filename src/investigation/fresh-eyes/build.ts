import { type ActionResult, type EntryKind, resultName } from '../../core/record/model.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { toOneLine } from '../../platform/text.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import { classifyMessage, minSuggestionScore } from '../../timeline/listening/classify.ts'
import type { Hypothesis } from '../ledger/model.ts'
import { type IdentifyingDetails, maskIdentifyingDetails, saysTitle } from './mask.ts'
import type { BriefLine } from './model.ts'
import { findRevealingWords, hasRoot, type RevealingWord, type Vocabulary, vocabularyOf } from './vocabulary.ts'

/**
 * The parts of an entry that a brief needs. `writtenAt` is when its text was written, `occurredAt` when what it
 * describes happened.
 */
export interface BriefEntry {
  id: string
  kind: EntryKind
  text: string
  occurredAt: Date
  writtenAt: Date
  /** Whether a bot wrote it. */
  isAlert: boolean
  result: ActionResult | null
}

/** Everything recorded of an incident that a brief is built from. */
export interface BriefSource {
  entries: BriefEntry[]
  windows: { from: Date; to: Date | null }[]
  facts: { name: string; value: string }[]
  names: string[]
}

/** A belief that a brief must not reveal: a hypothesis, or that a third party must act. */
export type WithheldStatement = Pick<Hypothesis, 'statement' | 'openedAt'>

/** In characters: short enough to read at a glance. */
const maxBriefLineLength = 200
/** The part of a line that people's own words may fill; the rest is for the label and the result. */
const maxQuotedMessageLength = 160
/** How much of an entry is read; anything beyond that is taken for pasted output. */
const maxReadEntryLength = 600
/** How many lines, and characters as Slack counts them, fit into one message besides the question. */
const maxBriefLines = 30
const maxBriefCharacters = 7000
/**
 * How many of the first lines are kept when there are too many: they show how it began, and the latest how it is now.
 */
const keptFirstLines = 8

/**
 * Builds the lines for somebody who has seen nothing of the incident: symptoms, impact, changes, and actions with their
 * results, in order of occurrence. Nothing that was said to explain, prove or question anything is among them. A line
 * that uses a word only an explanation brought up is left out, with the reason
 * (docs/adr/0012-what-a-brief-leaves-out.md).
 */
export function buildBriefLines(
  recorded: BriefSource,
  held: readonly WithheldStatement[],
  hidden: IdentifyingDetails,
): BriefLine[] {
  const symptoms = collectSymptomVocabularies(recorded.entries)
  const revealing = held.map((one) => findRevealingStatement(one, symptoms))
  const judged = (line: DraftBriefLine): BriefLine => {
    const said = shortenAtWordBoundary(
      maskIdentifyingDetails(shortenAtWordBoundary(line.said, maxReadEntryLength), hidden),
      maxQuotedMessageLength,
    )
    const because = explainNotSymptom(said, line.isNote === true) ?? explainWithheldLine(said, revealing, hidden)
    const text = clipText(`${line.label}${said}${line.result}`, maxBriefLineLength)
    return {
      entryId: line.entryId,
      at: line.at,
      text,
      included: !because,
      because,
      byHand: false,
    }
  }
  return fitIntoOneMessage([...draftFactLines(recorded), ...draftChronologicalLines(recorded)].map(judged))
}

/** A line before it is judged. Only `said` is judged, because only that is people's own words. */
interface DraftBriefLine {
  entryId: string | null
  at: Date | null
  label: string
  said: string
  result: string
  isNote?: true
}

const draftFactLines = ({ facts }: BriefSource): DraftBriefLine[] =>
  facts.map(({ name, value }) => ({
    entryId: null,
    at: null,
    label: `Impact, ${name}: `,
    said: value,
    result: '',
  }))

function draftChronologicalLines({ entries, windows }: BriefSource): DraftBriefLine[] {
  const lines = [...windows.flatMap(draftImpactPeriodLines), ...entries.flatMap(entryLine)]
  return lines.sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))
}

function draftImpactPeriodLines({ from, to }: BriefSource['windows'][number]): DraftBriefLine[] {
  const line = (at: Date, label: string): DraftBriefLine => ({ entryId: null, at, label, said: '', result: '' })
  const lasted = to && sayDuration(to.getTime() - from.getTime())
  return [line(from, 'Impact begins'), ...(to ? [line(to, `Impact ends, after ${lasted}`)] : [])]
}

const briefLabelByKind: Partial<Record<EntryKind, string>> = {
  observation: '',
  recurrence: 'Again: ',
  change: 'Changed: ',
  action: 'Done: ',
  note: '',
}

function entryLine({ id: entryId, kind, text, occurredAt: at, isAlert, result }: BriefEntry): DraftBriefLine[] {
  const label = isAlert && (kind === 'note' || kind === 'observation') ? 'Alert: ' : briefLabelByKind[kind]
  if (label === undefined || !text.trim()) return []
  const came = kind === 'action' ? ` → ${result ? resultName[result] : 'no result yet'}` : ''
  return [{ entryId, at, label, said: text, result: came, ...(kind === 'note' && !isAlert && { isNote: true }) }]
}

/**
 * Runs of spaces collapse into one, so we look at this many times the limit, and no more of a text that may be very
 * long.
 */
const spaceRunAllowance = 4

/**
 * Cuts at a word boundary if there is one. Half a word, link or channel name would match nothing that is to be left
 * out, and give it away all the same.
 */
function shortenAtWordBoundary(text: string, limit: number): string {
  const whole = text.trimStart()
  const flat = toOneLine(whole.slice(0, limit * spaceRunAllowance))
  const isWhole = flat.length <= limit && whole.length <= limit * spaceRunAllowance
  return isWhole ? flat : `${flat.slice(0, limit).replace(/\S{0,80}$/, '')}…`
}

/**
 * Why a text is no symptom; null if it may be one. Whatever the entry's kind, waiting on somebody shows whom the team
 * suspects. A note may say anything, so one that explains is left out as well.
 */
function explainNotSymptom(said: string, isNote: boolean): string | null {
  const classified = said.split(/[.!?;\n]\s+/).map((part) => classifyMessage(part))
  const signs = classified.flatMap((one) => (one && one.score >= minSuggestionScore ? [one.sign] : []))
  if (signs.includes('third party')) return 'tells of waiting on somebody'
  return isNote && signs.includes('hypothesis') ? 'sounds like an explanation' : null
}

interface RevealingStatement {
  statement: string
  words: RevealingWord[]
}

/** The words that give a statement away. Words of symptoms that people saw before it was opened do not. */
function findRevealingStatement(
  { statement, openedAt }: WithheldStatement,
  symptoms: readonly SymptomVocabulary[],
): RevealingStatement {
  const before = symptoms.filter(({ at }) => at < openedAt)
  return {
    statement,
    words: findRevealingWords(
      statement,
      before.map(({ vocabulary }) => vocabulary),
    ),
  }
}

/**
 * The words of a symptom. `at` is the later of when it occurred and when it was written: no hypothesis opened after
 * that can have influenced the words.
 */
interface SymptomVocabulary {
  at: Date
  vocabulary: Vocabulary
}

const collectSymptomVocabularies = (entries: readonly BriefEntry[]): SymptomVocabulary[] =>
  entries.filter(isSymptom).map(({ text, occurredAt, writtenAt }) => ({
    at: occurredAt > writtenAt ? occurredAt : writtenAt,
    vocabulary: vocabularyOf(shortenAtWordBoundary(text, maxReadEntryLength)),
  }))

function isSymptom({ kind, isAlert }: BriefEntry): boolean {
  return isAlert || kind === 'observation' || kind === 'recurrence' || kind === 'change' || kind === 'impact'
}

function explainWithheldLine(
  said: string,
  statements: readonly RevealingStatement[],
  hidden: IdentifyingDetails,
): string | null {
  if (saysTitle(said, hidden)) return "says the incident's title"
  const vocabulary = vocabularyOf(said)
  for (const { statement, words } of statements) {
    const word = words.find(({ root }) => hasRoot(vocabulary, root))
    if (word) return `names “${word.said}”, which only “${clipText(statement, 60)}” brought up`
  }
  return null
}

/** Whether the included lines fit into one message. */
export const canFitInOneMessage = (lines: readonly BriefLine[]): boolean => {
  const taken = lines.filter(({ included }) => included)
  return (
    taken.length <= maxBriefLines &&
    taken.reduce((sum, { text }) => sum + measureBriefLine(text), 0) <= maxBriefCharacters
  )
}

/** The length of a line as sent, with its escapes and the markup of its time. */
const measureBriefLine = (text: string): number => JSON.stringify(escapeMrkdwn(text)).length + 90

function fitIntoOneMessage(lines: BriefLine[]): BriefLine[] {
  if (canFitInOneMessage(lines)) return lines
  const fitting = lines.filter(({ included }) => included)
  const byWeight = [...fitting.slice(0, keptFirstLines), ...fitting.slice(keptFirstLines).reverse()]
  const kept = new Set<BriefLine>()
  for (const line of byWeight) if (canFitInOneMessage([...kept, line])) kept.add(line)
  return lines.map((line) =>
    line.included && !kept.has(line) ? { ...line, included: false, because: 'is one too many for one message' } : line,
  )
}

/** How many of the lines left out a modal can show and people will read. */
const maxLeftOutLines = 100

/** Limits the lines that are stored: of those left out, only the latest are kept. */
export function limitLeftOutLines(lines: readonly BriefLine[]): BriefLine[] {
  const shown = new Set(lines.filter(({ included }) => !included).slice(-maxLeftOutLines))
  return lines.filter((line) => line.included || shown.has(line))
}

/** Whether two lines are the same, even if one of them was built again later. */
const isSameBriefLine = (a: BriefLine, b: BriefLine): boolean =>
  a.entryId === b.entryId && a.text === b.text && a.at?.getTime() === b.at?.getTime()

/**
 * Checks the lines somebody has read against the lines as they would be built now. A line that was withdrawn or
 * reworded since is left out. So is one that a new hypothesis has made revealing, unless a person took it in. Nothing
 * is added that nobody has read.
 */
export function recheckReadLines(read: readonly BriefLine[], anew: readonly BriefLine[]): BriefLine[] {
  return read.map((line) => {
    const now = anew.find((rebuilt) => isSameBriefLine(rebuilt, line))
    if (!line.included) return line
    if (!now) return { ...line, included: false, because: 'was changed or withdrawn meanwhile' }
    return now.included || line.byHand ? line : { ...line, included: false, because: now.because }
  })
}
