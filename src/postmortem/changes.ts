import type { PostMortemFields, SectionText } from './record.ts'

export type PostMortemChange =
  | { type: 'postmortem.drafted'; id: string; incidentId: string; at: Date; nextReviewOn: Date }
  | { type: 'postmortem.set'; incidentId: string; to: Partial<PostMortemFields> }
  | { type: 'postmortem.written'; id: string; incidentId: string; text: SectionText }
