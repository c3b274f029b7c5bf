import type { Settings } from '../settings.ts'

/** The current holder of a role. `acknowledgedAt` is when they confirmed it; null until then. */
export interface RoleHolder {
  id: string
  role: string
  userId: string
  assignedBy: string
  assumedAt: Date
  acknowledgedAt: Date | null
}

export const holdingOf = (roles: readonly RoleHolder[], role: string): RoleHolder | undefined =>
  roles.find((holder) => holder.role === role)

export const holderOf = (roles: readonly RoleHolder[], role: string): string | undefined =>
  holdingOf(roles, role)?.userId

/** Marks a holder who has not confirmed the role, since nobody can rely on them yet. */
export const unconfirmedSuffix = (holding: RoleHolder | undefined): string =>
  holding && !holding.acknowledgedAt ? ' (not confirmed)' : ''

/** The command that assigns the role. `commander` and `owner` are commands of their own. */
export const roleCommandWords = (role: string): string =>
  role === 'commander' || role === 'owner' ? role : `role ${role}`

/** Every role that can be assigned: `commander`, `owner`, then the configured ones in their order. */
export const listRoleNames = ({ roles }: Settings): string[] => ['commander', 'owner', ...roles.map(({ name }) => name)]
