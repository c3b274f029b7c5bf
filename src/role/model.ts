/** Who holds a role now. `acknowledgedAt`: they have said that they do. */
export interface RoleHolder {
  role: string
  userId: string
  assumedAt: Date
  acknowledgedAt: Date | null
}

export const holderOf = (roles: readonly RoleHolder[], role: string): string | undefined =>
  roles.find((held) => held.role === role)?.userId
