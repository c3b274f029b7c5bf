export type RoleChange =
  | {
      type: 'role.assumed'
      id: string
      incidentId: string
      role: string
      userId: string
      by: string
      at: Date
      /** Whoever takes a role themselves need not say so again. */
      acknowledgedAt: Date | null
    }
  | { type: 'role.relinquished'; incidentId: string; role: string; at: Date }
  | { type: 'role.acknowledged'; incidentId: string; role: string; userId: string; at: Date }
  /** It was never so: the holding goes, and the one it ended goes on. */
  | { type: 'role.taken_back'; id: string; before: string | null }
  /** A holding that was ended goes on. */
  | { type: 'role.resumed'; id: string }
  | { type: 'member.caught_up'; incidentId: string; userId: string; at: Date }
