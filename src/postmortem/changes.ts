export type PostMortemChange = { type: 'postmortem.drafted'; id: string; incidentId: string; at: Date }
