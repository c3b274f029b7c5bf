import type { Settings } from '../../platform/config/settings.ts'

/** Who holds a role now. `acknowledgedAt`: they have said that they do. */
export interface RoleHolder {
  id: string
  role: string
  userId: string
  assignedBy: string
  assumedAt: Date
  acknowledgedAt: Date | null
}

export const holdingOf = (roles: readonly RoleHolder[], role: string): RoleHolder | undefined =>
  roles.find((held) => held.role === role)

export const holderOf = (roles: readonly RoleHolder[], role: string): string | undefined =>
  holdingOf(roles, role)?.userId

/** Who was given a role and has not said that they have it, is not there to be relied on. */
export const unconfirmedSuffix = (holding: RoleHolder | undefined): string =>
  holding && !holding.acknowledgedAt ? ' (not confirmed)' : ''

/** The words that give it: the two that every incident needs have their own. */
export const wordFor = (role: string): string => (role === 'commander' || role === 'owner' ? role : `role ${role}`)

/** Every role there is to hold, in the order people think of them. */
export const listRoleNames = ({ roles }: Settings): string[] => ['commander', 'owner', ...roles.map(({ name }) => name)]
