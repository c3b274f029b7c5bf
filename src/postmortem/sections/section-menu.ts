import type { ControlElement } from '../../messages/blocks.ts'
import { selectMenu } from '../../messages/controls.ts'
import { clipText } from '../../messages/mrkdwn.ts'
import { postMortemActions } from '../controls.ts'
import { maxSectionsPerTemplate } from '../templates/engine.ts'
import type { Draft } from './draft.ts'
import { findSectionGaps } from './missing.ts'

/** Maximum length of a label, in characters, so that a menu of all sections leaves room in its message. */
const maxSectionLabelLength = 45

/** A menu of all sections that marks those with gaps, except `written`, which was just saved. */
export function sectionMenu(draft: Draft, label: string, written = ''): ControlElement[] {
  const gaps = new Set(findSectionGaps(draft).map(({ section }) => section.key))
  const options = draft.sheets.slice(0, maxSectionsPerTemplate).map(({ key, title }) => ({
    label: `${clipText(title, maxSectionLabelLength)}${gaps.has(key) && key !== written ? ' (missing)' : ''}`,
    about: { section: key },
  }))
  return options.length > 0
    ? [selectMenu(label, postMortemActions.edit, { incidentId: draft.state.incident.id, options })]
    : []
}
