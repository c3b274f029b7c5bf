import type { Actor } from '../core/input.ts'
import type { DecisionContext } from '../core/state.ts'
import type { PostMortemChange } from './changes.ts'
import type { SectionText } from './record.ts'

/** What somebody writes in a section, as a version of its own. */
export const buildSectionChange = (
  incidentId: string,
  said: Pick<SectionText, 'section' | 'version' | 'text' | 'basis'>,
  by: Actor,
  { newId, now }: DecisionContext,
): Extract<PostMortemChange, { type: 'postmortem.written' }> => ({
  type: 'postmortem.written',
  id: newId(),
  incidentId,
  text: { ...said, writtenBy: by.id, writtenAt: now },
})
