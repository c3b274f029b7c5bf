export type RoleChange =
  | {
      type: 'role.assumed'
      id: string
      incidentId: string
      role: string
      userId: string
      by: string
      at: Date
      /** Set at once for people who take the role themselves: they need not confirm it. */
      acknowledgedAt: Date | null
    }
  | { type: 'role.relinquished'; incidentId: string; role: string; at: Date }
  | { type: 'role.acknowledged'; incidentId: string; role: string; userId: string; at: Date }
  /** Deletes an assignment as if it never happened, and resumes the one it ended (`before`). */
  | { type: 'role.taken_back'; id: string; before: string | null }
  /** Resumes an assignment that was ended. */
  | { type: 'role.resumed'; id: string }
  | { type: 'member.caught_up'; incidentId: string; userId: string; at: Date }
