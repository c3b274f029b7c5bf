import { type Block, menu } from '../../slack/blocks.ts'
import type { Draft } from './draft.ts'
import { missingIn } from './missing.ts'

/** Every section of the form, those where something is missing marked, but for one that was just written. */
export function sectionMenu(draft: Draft, label: string, written = ''): Block[] {
  const gaps = new Set(missingIn(draft).map(({ sheet }) => sheet.key))
  const options = draft.sheets.slice(0, 100).map(({ key, title }) => ({
    label: `${title}${gaps.has(key) && key !== written ? ' (missing)' : ''}`,
    about: key,
  }))
  return options.length > 0 ? [menu(label, 'postmortem.edit', draft.state.incident.id, options)] : []
}
