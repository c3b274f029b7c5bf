import { z } from 'zod'
import { entryData, storedInstant } from '../../core/record/entry-data.ts'
import { factNames } from './model.ts'
import { plainPeriodText } from './period.ts'

const PeriodPart = z.strictObject({
  /** The id of the period. */
  period: z.string(),
  from: storedInstant,
  to: storedInstant.nullable(),
  isRemoved: z.boolean(),
})
const FactPart = z.strictObject({ fact: z.enum(factNames), value: z.string().nullable(), was: z.string().nullable() })
const ServicesPart = z.strictObject({ services: z.array(z.string()) })

const ImpactPart = z.union([PeriodPart, FactPart, ServicesPart])
/** What one entry says of the impact may have several parts. */
export type ImpactPart = z.infer<typeof ImpactPart>

export const impactEntry = entryData(
  'impact.reported',
  z.strictObject({ parts: z.array(ImpactPart) }),
  ({ parts }, zone: string) => `Impact: ${parts.map((part) => sayPart(part, zone)).join(' · ')}`,
)

function sayPart(part: ImpactPart, zone: string): string {
  if ('services' in part) return sayServices(part.services)
  if ('fact' in part) return sayFact(part)
  const period = plainPeriodText(part, zone)
  return part.isRemoved ? `no impact ${period}` : period
}

export const sayFact = ({ fact, value, was }: z.infer<typeof FactPart>): string =>
  value ? `${fact}: ${value}${was ? ` (was ${was})` : ''}` : `${fact}: not known after all`

export const sayServices = (services: readonly string[]): string => `services: ${services.join(', ') || 'none'}`
