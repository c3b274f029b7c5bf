import { z } from 'zod'
import { action, modal, numberField } from '../../messages/action.ts'
import { formatLocation, type Location, parseLocation } from './location.ts'
import { timelineFilters } from './model.ts'

const ofEntry = { id: z.string() }
const ofFilter = { filter: z.enum(timelineFilters) }
const ofPage = {
  location: z.codec(z.string(), z.custom<Location>(), { decode: parseLocation, encode: formatLocation }),
}

/** The entry's revisions, and the page from which the modal was opened, if from any. */
const openedField = z.codec(
  z.string().regex(/^\d+( |$)/),
  z.object({ revisions: z.int(), location: z.custom<Location>().optional() }),
  {
    decode(text) {
      const [revisions, ...page] = text.split(' ')
      return { revisions: Number(revisions), ...(page.length > 0 && { location: parseLocation(page.join(' ')) }) }
    },
    encode: ({ revisions, location }) => (location ? `${revisions} ${formatLocation(location)}` : String(revisions)),
  },
)

export const editorActions = {
  view: action('timeline.view', ofFilter),
  filter: action('timeline.filter', ofFilter),
  page: action('timeline.page', ofPage),
  /** A choice from the menu of an entry, to which other features contribute. */
  entry: action('timeline.entry', { choice: z.string(), ...ofEntry }),
  restore: action('timeline.restore', ofEntry),
  result: action('timeline.result', ofEntry),
  noEffect: action('timeline.no_effect', ofEntry),
}

export const editorModals = {
  view: modal('timeline.view', ofPage),
  history: modal('timeline.history', ofPage),
  /** `revisions` is how many the entry had when it was opened, to detect a concurrent edit. */
  edit: modal('timeline.edit', { ...ofEntry, revisions: numberField, ...ofPage }, ['text', 'time', 'kind', 'reason']),
  result: modal('timeline.result', { ...ofEntry, opened: openedField }, ['result', 'note']),
}
