import { z } from 'zod'
import { entryData } from '../../core/record/entry-data.ts'

type NameOf = (userId: string) => string

/** Who has a role now, and who had it before. */
export const roleEntry = entryData(
  'role.changed',
  z.strictObject({ role: z.string(), userId: z.string().nullable(), from: z.string().nullable() }),
  ({ role, userId, from }, nameOf: NameOf) =>
    `${userId ? nameOf(userId) : 'Nobody'} is ${role}${from ? sayFormerHolder(nameOf(from)) : ''}`,
)

export const sayFormerHolder = (name: string): string => ` (was ${name})`

/** A role taken back from somebody who cannot hold one. */
export const roleRevokedEntry = entryData(
  'role.revoked',
  z.strictObject({ role: z.string(), userId: z.string() }),
  ({ role, userId }, nameOf: NameOf) => `${nameOf(userId)} is not ${role} after all`,
)
