import type { Refusal } from '../../core/decision.ts'
import { incidentModes, type Mode } from '../../core/incident/model.ts'
import { toOneLine } from '../../platform/text.ts'
import type { BackfillRange } from './backfill.ts'
import type { Declaration } from './declare.ts'
import { unpackOrigin } from './from-message.ts'
import { parseOptionalIncidentTime, type ReaderClock, timeFormatExamples } from './read-time.ts'

type DeclareModalFields = Readonly<Record<string, string>>
export type ParsedDeclaration = Omit<Declaration, 'by' | 'channelId' | 'servedBy'>

const timeFields = ['started', 'detected', 'resolved', 'from', 'to'] as const
type Read = Record<(typeof timeFields)[number], Date | undefined>

/** A form of the declaration as it was sent off; inputs that it did not have count as left empty. */
export function readDeclaration(
  fields: DeclareModalFields,
  about: string,
  reader: ReaderClock,
): ParsedDeclaration | Refusal {
  const origin = unpackOrigin(about)
  if (!origin) return { refusal: 'I did not understand that form. Please open it again.' }
  const { mode, source } = origin
  const times = readTimes(fields, reader)
  if ('refusal' in times) return times
  const past = pastIn(fields.past, times, reader.now)
  if (past && 'refusal' in past) return past
  const { started, detected, resolved } = times
  const where = fields.where?.split(',') ?? []
  return {
    title: fields.title ?? '',
    severity: fields.severity,
    mode: modeIn(fields.mode, mode),
    source,
    summary: fields.summary?.trim() ?? '',
    services: parseNameList(fields.services ?? ''),
    private: where.includes('private'),
    here: where.includes('here'),
    started,
    detected,
    resolved,
    past,
  }
}

const modeIn = (given: string | undefined, otherwise: Mode): Mode =>
  incidentModes.find((known) => known === given) ?? otherwise

/** `checkout, search` → each name once. */
export const parseNameList = (words: string): string[] => [
  ...new Set(
    words
      .split(/[,\n]/)
      .map((name) => toOneLine(name).slice(0, 80))
      .filter((name) => name !== ''),
  ),
]

function readTimes(fields: DeclareModalFields, reader: ReaderClock): Read | Refusal {
  const read: Partial<Read> = {}
  for (const name of timeFields) {
    const found = parseOptionalIncidentTime(fields[name], reader)
    if ('refusal' in found) return { ...found, field: name }
    read[name] = found.at
  }
  return read as Read
}

/** The talk to be read: from when the impact began until it was resolved, where nothing else is said. */
function pastIn(
  channelId: string | undefined,
  { started, resolved, from = started, to = resolved }: Read,
  now: Date,
): BackfillRange | Refusal | undefined {
  if (!channelId) {
    if (!from || from === started) return undefined
    return { refusal: 'Which channel should I read? Choose one, or empty “Read from”.', field: 'past' }
  }
  if (!from)
    return {
      refusal: `From when should I read? Write ${timeFormatExamples.replaceAll('`', '')}.`,
      field: 'from',
    }
  const until = to ?? now
  if (until <= from) return { refusal: 'That is before “Read from”.', field: to ? 'to' : 'from' }
  return { channelId, from, to: until }
}
