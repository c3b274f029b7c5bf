import { type ActionResult, type EntryKind, resultName } from '../../core/record/model.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { toOneLine } from '../../platform/text.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import { classifyMessage, minSuggestionScore } from '../../timeline/listening/classify.ts'
import type { Hypothesis } from '../ledger/model.ts'
import { type IdentifyingDetails, maskIdentifyingDetails, saysTitle } from './mask.ts'
import type { BriefLine } from './model.ts'
import { findRevealingWords, hasWordStem, type RevealingWord, type Vocabulary, vocabularyOf } from './vocabulary.ts'

/** An entry as far as a brief is concerned. `writtenAt`: when its words were, whatever they are about. */
export interface BriefEntry {
  id: string
  kind: EntryKind
  text: string
  occurredAt: Date
  writtenAt: Date
  /** A machine said it. */
  isAlert: boolean
  result: ActionResult | null
}

/** What is on record of an incident that a brief may be made of. */
export interface BriefSource {
  entries: BriefEntry[]
  windows: { from: Date; to: Date | null }[]
  facts: { name: string; value: string }[]
  names: string[]
}

/** What somebody holds to be so: a hypothesis, or that a third party must act. */
export type WithheldStatement = Pick<Hypothesis, 'statement' | 'openedAt'>

/** In characters: a line is for reading at a glance. */
const maxBriefLineLength = 200
/** What an entry says of it; the rest is for its label and its result. */
const maxQuotedMessageLength = 160
/** What is read of an entry: what comes after is pasted. */
const longestRead = 600
/** What one message holds beside the question: lines, and characters as Slack counts them. */
const maxBriefLines = 30
const maxBriefCharacters = 7000
/** Of too many lines the first tell how it began, and the last how it is. */
const firstKept = 8

/**
 * What somebody who has seen nothing of it is told: symptoms, impact, changes, and actions with their results, in
 * order of occurrence. Nothing that was said to explain, prove or question anything is among it; what uses a word
 * that only an explanation brought up is left out, and why (docs/adr/0012-what-a-brief-leaves-out.md).
 */
export function buildBriefLines(
  recorded: BriefSource,
  held: readonly WithheldStatement[],
  hidden: IdentifyingDetails,
): BriefLine[] {
  const seen = symptomsIn(recorded.entries)
  const believed = held.map((one) => tellingOf(one, seen))
  const judged = (line: Fresh): BriefLine => {
    const said = shortenAtWordBoundary(
      maskIdentifyingDetails(shortenAtWordBoundary(line.said, longestRead), hidden),
      maxQuotedMessageLength,
    )
    const because = soundsLikeNone(said, line.isNote === true) ?? whyNot(said, believed, hidden)
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
  return withinOneMessage([...draftFactLines(recorded), ...draftChronologicalLines(recorded)].map(judged))
}

/** A line before it is judged: only what people said is. */
interface Fresh {
  entryId: string | null
  at: Date | null
  label: string
  said: string
  result: string
  isNote?: true
}

const draftFactLines = ({ facts }: BriefSource): Fresh[] =>
  facts.map(({ name, value }) => ({
    entryId: null,
    at: null,
    label: `Impact, ${name}: `,
    said: value,
    result: '',
  }))

function draftChronologicalLines({ entries, windows }: BriefSource): Fresh[] {
  const lines = [...windows.flatMap(windowLines), ...entries.flatMap(entryLine)]
  return lines.sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))
}

function windowLines({ from, to }: BriefSource['windows'][number]): Fresh[] {
  const line = (at: Date, label: string): Fresh => ({ entryId: null, at, label, said: '', result: '' })
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

function entryLine({ id: entryId, kind, text, occurredAt: at, isAlert, result }: BriefEntry): Fresh[] {
  const label = isAlert && (kind === 'note' || kind === 'observation') ? 'Alert: ' : briefLabelByKind[kind]
  if (label === undefined || !text.trim()) return []
  const came = kind === 'action' ? ` → ${result ? resultName[result] : 'no result yet'}` : ''
  return [{ entryId, at, label, said: text, result: came, ...(kind === 'note' && !isAlert && { isNote: true }) }]
}

/** Spaces in a row become one: so many times what is kept is looked at, and no more of what may be very long. */
const roomForSpaces = 4

/** Cut between words, where there are any: half a word, link or channel name is none of those that are left out, and tells all the same. */
function shortenAtWordBoundary(text: string, most: number): string {
  const whole = text.trimStart()
  const flat = toOneLine(whole.slice(0, most * roomForSpaces))
  const isWhole = flat.length <= most && whole.length <= most * roomForSpaces
  return isWhole ? flat : `${flat.slice(0, most).replace(/\S{0,80}$/, '')}…`
}

/**
 * Whatever it was captured as, what tells of waiting on somebody tells whom the team suspects. A note may say anything:
 * one that explains is no symptom.
 */
function soundsLikeNone(said: string, isNote: boolean): string | null {
  const noticed = said.split(/[.!?;\n]\s+/).map((part) => classifyMessage(part))
  const signs = noticed.flatMap((one) => (one && one.score >= minSuggestionScore ? [one.sign] : []))
  if (signs.includes('third party')) return 'tells of waiting on somebody'
  return isNote && signs.includes('hypothesis') ? 'sounds like an explanation' : null
}

interface RevealingStatement {
  statement: string
  words: RevealingWord[]
}

/** What people saw before anybody explained it: its words give nothing away. */
function tellingOf({ statement, openedAt }: WithheldStatement, seen: readonly SymptomVocabulary[]): RevealingStatement {
  const before = seen.filter(({ at }) => at < openedAt)
  return {
    statement,
    words: findRevealingWords(
      statement,
      before.map(({ vocabulary }) => vocabulary),
    ),
  }
}

/** The words of a symptom, and from when on nobody can have put them there because of an explanation. */
interface SymptomVocabulary {
  at: Date
  vocabulary: Vocabulary
}

const symptomsIn = (entries: readonly BriefEntry[]): SymptomVocabulary[] =>
  entries.filter(isSymptom).map(({ text, occurredAt, writtenAt }) => ({
    at: occurredAt > writtenAt ? occurredAt : writtenAt,
    vocabulary: vocabularyOf(shortenAtWordBoundary(text, longestRead)),
  }))

function isSymptom({ kind, isAlert }: BriefEntry): boolean {
  return isAlert || kind === 'observation' || kind === 'recurrence' || kind === 'change' || kind === 'impact'
}

function whyNot(said: string, telling: readonly RevealingStatement[], hidden: IdentifyingDetails): string | null {
  if (saysTitle(said, hidden)) return "says the incident's title"
  const vocabulary = vocabularyOf(said)
  for (const { statement, words } of telling) {
    const word = words.find(({ stem }) => hasWordStem(vocabulary, stem))
    if (word) return `names “${word.said}”, which only “${clipText(statement, 60)}” brought up`
  }
  return null
}

/** Whether the lines taken fit one message. */
export const canFitInOneMessage = (lines: readonly BriefLine[]): boolean => {
  const taken = lines.filter(({ included }) => included)
  return (
    taken.length <= maxBriefLines &&
    taken.reduce((sum, { text }) => sum + measureBriefLine(text), 0) <= maxBriefCharacters
  )
}

/** With the markup of its time. */
const measureBriefLine = (text: string): number => JSON.stringify(escapeMrkdwn(text)).length + 90

function withinOneMessage(lines: BriefLine[]): BriefLine[] {
  if (canFitInOneMessage(lines)) return lines
  const fitting = lines.filter(({ included }) => included)
  const byWeight = [...fitting.slice(0, firstKept), ...fitting.slice(firstKept).reverse()]
  const kept = new Set<BriefLine>()
  for (const line of byWeight) if (canFitInOneMessage([...kept, line])) kept.add(line)
  return lines.map((line) =>
    line.included && !kept.has(line) ? { ...line, included: false, because: 'is one too many for one message' } : line,
  )
}

/** How many lines that are left out a form can show, and people read. */
const mostLeftOut = 100

/** A brief as it is kept: of very many lines left out only the latest. */
export function limitLeftOutLines(lines: readonly BriefLine[]): BriefLine[] {
  const shown = new Set(lines.filter(({ included }) => !included).slice(-mostLeftOut))
  return lines.filter((line) => line.included || shown.has(line))
}

/** The same line, made anew. */
const isSameBriefLine = (a: BriefLine, b: BriefLine): boolean =>
  a.entryId === b.entryId && a.text === b.text && a.at?.getTime() === b.at?.getTime()

/**
 * The lines somebody has read, as far as they may still go: what was withdrawn or reworded meanwhile, or what a new
 * hypothesis has made telling, stays behind, unless a person took it in. Nothing goes that nobody has read.
 */
export function recheckReadLines(read: readonly BriefLine[], anew: readonly BriefLine[]): BriefLine[] {
  return read.map((line) => {
    const now = anew.find((known) => isSameBriefLine(known, line))
    if (!line.included) return line
    if (!now) return { ...line, included: false, because: 'was changed or withdrawn meanwhile' }
    return now.included || line.byHand ? line : { ...line, included: false, because: now.because }
  })
}
