import type { Refusal } from '../../core/decision.ts'
import { incidentModes, type Mode } from '../../core/incident/model.ts'
import type { TextInput } from '../../messages/modal.ts'
import { toOneLine } from '../../platform/text.ts'
import type { BackfillRange } from './backfill.ts'
import type { Declaration } from './declare.ts'
import type { DeclarationOrigin } from './from-message.ts'
import { parseOptionalIncidentTime, type ReaderClock, timeFormatExamples } from './read-time.ts'

type DeclareModalFields = Readonly<Record<string, string>>
export type ParsedDeclaration = Omit<Declaration, 'by' | 'channelId' | 'servedBy'>

const timeFields = ['started', 'detected', 'resolved', 'from', 'to'] as const
type ReadTimes = Record<(typeof timeFields)[number], Date | undefined>

/** Reads a submitted declare modal. Fields that the modal does not have count as empty. A refusal names its field. */
export function readDeclaration(
  fields: DeclareModalFields,
  { mode, source }: DeclarationOrigin,
  reader: ReaderClock,
): ParsedDeclaration | Refusal {
  const times = readTimes(fields, reader)
  if ('refusal' in times) return times
  const past = readBackfillRange(fields.past, times, reader.now)
  if (past && 'refusal' in past) return past
  const { started, detected, resolved } = times
  const where = fields.where?.split(',') ?? []
  return {
    title: fields.title ?? '',
    severity: fields.severity,
    mode: readModeField(fields.mode, mode),
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

const readModeField = (field: string | undefined, otherwise: Mode): Mode =>
  incidentModes.find((mode) => mode === field) ?? otherwise

/** An input for names with commas between, as `parseNameList` reads them. */
export const nameListInput = <Name extends string>(
  name: Name,
  label: string,
  initial: string,
  example?: string,
): TextInput & { name: Name } => ({
  name,
  label,
  kind: 'text',
  optional: true,
  hint: example ? `With commas between: ${example}` : 'With commas between',
  ...(initial && { initial }),
})

/** Splits `checkout, search` into unique names. */
export const parseNameList = (words: string): string[] => [
  ...new Set(
    words
      .split(/[,\n]/)
      .map((name) => toOneLine(name).slice(0, 80))
      .filter((name) => name !== ''),
  ),
]

function readTimes(fields: DeclareModalFields, reader: ReaderClock): ReadTimes | Refusal {
  const read: Partial<ReadTimes> = {}
  for (const name of timeFields) {
    const found = parseOptionalIncidentTime(fields[name], reader)
    if ('refusal' in found) return { ...found, field: name }
    read[name] = found.at
  }
  return read as ReadTimes
}

/** The history to read: by default from when the impact began until it was resolved, or now. */
function readBackfillRange(
  channelId: string | undefined,
  { started, resolved, from = started, to = resolved }: ReadTimes,
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
