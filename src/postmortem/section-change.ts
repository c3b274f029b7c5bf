import type { ChangeOf } from '../core/feature/change.ts'
import type { DecisionContext } from '../core/feature/context.ts'
import type { Actor } from '../core/input.ts'
import { sectionWritten } from './changes.ts'
import type { SectionText } from './record.ts'

/** The change that stores what somebody wrote as a new version of a section. */
export const buildSectionChange = (
  incidentId: string,
  written: Pick<SectionText, 'section' | 'version' | 'text' | 'basis'>,
  by: Actor,
  { newId, now }: DecisionContext,
): ChangeOf<typeof sectionWritten> =>
  sectionWritten({ id: newId(), incidentId, text: { ...written, writtenBy: by.id, writtenAt: now } })
