import { type Block, menu } from '../../slack/blocks.ts'
import type { Draft } from './draft.ts'
import { missingIn } from './missing.ts'

/** Every section of the form, those where something is missing marked; nothing where the form has none. */
export function sectionMenu(draft: Draft, label: string): Block[] {
  const gaps = new Set(missingIn(draft).map(({ sheet }) => sheet.key))
  const options = draft.sheets.slice(0, 100).map(({ key, title }) => ({
    label: `${title}${gaps.has(key) ? ' (missing)' : ''}`,
    about: key,
  }))
  return options.length > 0 ? [menu(label, 'postmortem.edit', draft.state.incident.id, options)] : []
}
