export type RoleChange =
  | {
      type: 'role.assumed'
      id: string
      incidentId: string
      role: string
      userId: string
      by: string
      at: Date
    }
  | { type: 'role.relinquished'; incidentId: string; role: string; at: Date }
  | { type: 'role.acknowledged'; incidentId: string; role: string; userId: string; at: Date }
