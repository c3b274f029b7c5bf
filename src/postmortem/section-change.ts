import type { ChangeOf } from '../core/feature/change.ts'
import type { BaseContext, WithActor } from '../core/feature/context.ts'
import { sectionWritten } from './changes.ts'
import type { SectionText } from './record.ts'

/** The change that stores what somebody wrote as a new version of a section. */
export const buildSectionChange = (
  { by, newId, now }: WithActor<BaseContext>,
  incidentId: string,
  written: Pick<SectionText, 'section' | 'version' | 'text' | 'basis'>,
): ChangeOf<typeof sectionWritten> =>
  sectionWritten({ id: newId(), incidentId, text: { ...written, writtenBy: by.id, writtenAt: now } })
