import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkView } from '../../../playground/blocks/validate.ts'
import { markupIn } from '../../../test/support/pings.ts'
import { ana, at, ben, contributions, entryWith, stateWith } from '../../../test/support/situation.ts'
import { actionResults } from '../../core/record/model.ts'
import { modalView } from '../../messages/modal.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { historyModal } from './history.ts'
import { formatLocation, type Location, parseLocation } from './location.ts'
import { actionResultModal, editModal } from './modals.ts'
import { type RecordedEntry, type Revision, timelineFilters } from './model.ts'
import { buildTimelinePage, timelinePageSize } from './pages.ts'
import { entryText, type TimelineReader, timelineModal } from './view.ts'

const id = '01234567-89ab-4cde-8f01-23456789abcd'
const recorded = (given: Partial<RecordedEntry> = {}): RecordedEntry => ({
  ...entryWith({ id }),
  place: 1_772_420_400_000_100n,
  revisions: 0,
  ...given,
})
const reader: TimelineReader = {
  names: new Map([[ben.id, ben.name]]),
  readsOnly: undefined,
  channelId: 'CINC',
  choices: contributions.entryChoices,
}
const newest: Location = { filter: 'all', from: 'newest' }
const state = stateWith()

/** Arbitrary user text: any characters, any length. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.constantFrom('<!channel>', '<@UBEN>', '&'.repeat(4000), '*_~`', '```', '\u{1F525}'.repeat(2500), '\n'),
  fc.string({ unit: fc.constantFrom('&', '<', '😀', 'a\n', '<!here>'), maxLength: 3000 }),
)
const anyEntry = fc
  .record({
    text: words,
    kind: fc.constantFrom('note', 'action', 'hypothesis', 'status', 'lesson'),
    state: fc.constantFrom('shown', 'pending', 'withdrawn'),
    authorName: fc.option(words),
    authorId: fc.option(fc.constantFrom(ana.id, ben.id, 'U404')),
    result: fc.option(fc.constantFrom(...actionResults)),
    resultNote: fc.option(words),
    resultBy: fc.constantFrom(ben.id, 'U404', null),
    deletedInSlack: fc.constantFrom(null, at(3)),
    revisions: fc.nat(3),
    attachments: fc.array(
      fc.record({ kind: fc.constant('link' as const), title: words, url: fc.constant('https://x') }),
      { maxLength: 8 },
    ),
  })
  .map((given) => recorded(given as Partial<RecordedEntry>))
const revision: fc.Arbitrary<Revision> = fc.record({
  id: fc.constant('r'),
  at: fc.constant(at(4)),
  by: fc.constantFrom(ana.id, 'U404'),
  previous: words,
  previousAt: fc.constantFrom(null, at(1)),
  previousKind: fc.constantFrom(null, 'note'),
  previousAttachments: fc.constantFrom(null, []),
  previousState: fc.constantFrom(null, 'shown', 'withdrawn'),
  declined: fc.option(words),
  reason: fc.option(words),
})

describe('Slack accepts, whatever people wrote,', () => {
  it('a page of the timeline, which pings nobody', () => {
    const property = fc.property(
      fc.array(anyEntry, { maxLength: timelinePageSize + 1 }),
      fc.constantFrom(...timelineFilters),
      fc.option(words),
      fc.boolean(),
      (entries, filter, note, mayChange) => {
        const page = buildTimelinePage({ filter, from: 'older', key: recorded() }, entries, timelinePageSize)
        const view = modalView(
          timelineModal(
            state,
            page,
            mayChange ? reader : { ...reader, readsOnly: 'Ask.' },
            note === null ? undefined : escapeMrkdwn(note),
          ),
        )
        expect(checkView(view, 'modal')).toEqual([])
        expect(markupIn(view.blocks)).toEqual([])
      },
    )
    fc.assert(property, { numRuns: 60 })
  })

  it('the history of an entry', () => {
    const property = fc.property(anyEntry, fc.array(revision, { maxLength: 130 }), (entry, revisions) => {
      const view = modalView(historyModal(state, { entry, revisions, location: newest }, reader))
      expect(checkView(view, 'modal')).toEqual([])
      expect(markupIn(view.blocks)).toEqual([])
    })
    fc.assert(property, { numRuns: 60 })
  })

  it('the modals that edit an entry and give its result', () => {
    const property = fc.property(anyEntry, (entry) => {
      const edit = modalView(editModal({ state, by: ana, channelId: 'CINC' }, entry, newest))
      const result = modalView(actionResultModal(state, entry, newest, 'CINC'))
      expect([...checkView(edit, 'modal'), ...checkView(result, 'modal')]).toEqual([])
    })
    fc.assert(property, { numRuns: 60 })
  })
})

describe('an entry', () => {
  const linesOf = (given: Partial<RecordedEntry>) =>
    entryText(state, recorded(given), reader, 100)
      .replace(/<!date[^|]*\|([^>]*)>/, '$1')
      .split('\n')

  it('shows time, kind, author and text', () => {
    expect(linesOf({})).toEqual(['*Mon, 2 Mar 2026, 03:00 (UTC)* · note · Ana Alves', 'error rate is up'])
  })

  it.each<[string, Partial<RecordedEntry>, string]>([
    ['edited', { revisions: 1 }, '_edited_'],
    ['deleted', { deletedInSlack: at(2) }, '_deleted in Slack_'],
    ['withdrawn', { state: 'withdrawn' }, '_withdrawn_'],
    ['logged for earlier', { captured: false, occurredAt: at(-5), recordedAt: at(0) }, '_back-dated_'],
    ['moved to before its message was written', { occurredAt: at(-5) }, '_back-dated_'],
  ])('is marked if %s', (_what, given, mark) => {
    expect(linesOf(given)[0]).toContain(` · ${mark}`)
  })

  it('is not back-dated merely because it was captured late', () => {
    expect(linesOf({ recordedAt: at(90) })[0]).not.toContain('back-dated')
  })

  it('names the first files and counts the rest', () => {
    const file = (title: string) => ({ kind: 'file', title }) as const
    expect(linesOf({ attachments: ['a.png', 'b', 'c', 'd', 'e', 'f'].map(file) })[2]).toBe(
      'Attached: a.png, b, c, d and 2 more',
    )
  })

  it('shows the result of an action, or that it has none yet', () => {
    expect(linesOf({ kind: 'action' })[2]).toBe('No result yet.')
    const result = { result: 'no_effect', resultBy: ben.id, resultNote: 'same errors' } as const
    expect(linesOf({ kind: 'action', ...result })[2]).toBe('*no effect* · Ben Berg: same errors')
  })
})

describe('a location in the timeline', () => {
  it('round-trips through a button', () => {
    const key = { occurredAt: at(3), place: 1_772_420_400_000_100n, id }
    for (const filter of timelineFilters) {
      for (const from of ['older', 'newer', 'here'] as const)
        expect(parseLocation(formatLocation({ filter, from, key }))).toEqual({ filter, from, key })
      expect(parseLocation(formatLocation({ filter, from: 'oldest' }))).toEqual({ filter, from: 'oldest' })
    }
  })

  it.each(['', 'x', 'note', 'note older', `note older 1 2 ${id} x`, 'nonsense oldest x'])(
    'defaults to the newest page for "%s"',
    (text) => expect(parseLocation(text).from).toBe('newest'),
  )
})
