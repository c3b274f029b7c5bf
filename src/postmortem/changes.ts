import { change } from '../core/change.ts'
import type { PostMortemFields, SectionText } from './record.ts'

export const postMortemDrafted = change('postmortem.drafted').carrying<{
  id: string
  incidentId: string
  at: Date
  nextReviewOn: Date
}>()

export const postMortemChanged = change('postmortem.set').carrying<{
  incidentId: string
  to: Partial<PostMortemFields>
}>()

export const sectionWritten = change('postmortem.written').carrying<{
  id: string
  incidentId: string
  text: SectionText
}>()
