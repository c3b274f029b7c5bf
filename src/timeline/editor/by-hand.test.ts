import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  changed,
  contextAt,
  entryWith,
  hypothesisWith,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { entryCompleted } from '../../core/record/changes.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { hypothesisProposed, hypothesisRestated } from '../../investigation/ledger/changes.ts'
import { formatWallClock } from '../../platform/time/calendar.ts'
import { readTime } from '../../platform/time/when.ts'
import { decideReaction, type MessageContext } from '../capture/capture.ts'
import { decideEdit, decideFetched } from '../capture/follow.ts'
import { entryEditDeclined } from './changes.ts'
import { correctEntry } from './correct-entry.ts'
import type { RecordedEntry } from './model.ts'
import { parseEntryTime } from './read-time.ts'
import { recordActionResult } from './result.ts'
import { restoreEntry, withdrawEntry } from './withdraw-entry.ts'

const ts = 1_772_420_400_000_100n
const known = (given: Partial<RecordedEntry>): MessageContext => ({
  reactions: [],
  entry: entryWith(given),
  seen: null,
  deletedAt: null,
  names: new Map(),
})
const recorded = (given: Partial<RecordedEntry> = {}): RecordedEntry => ({
  ...entryWith(),
  place: ts,
  revisions: 0,
  ...given,
})

const message = { channelId: 'CINC', messageTs: 1n }

describe('a reaction on an entry whose state was edited by hand', () => {
  const reacted = (minutes: number, present: boolean): ReactionChanged => ({
    type: 'reactionChanged',
    workspaceId: 'T1',
    by: ben,
    name: 'mag',
    present,
    channelId: 'CINC',
    messageTs: ts,
    eventTs: BigInt(at(minutes).getTime()) * 1000n,
  })

  it.each([
    ['added later', 20, true],
    ['added earlier and delivered late', 5, true],
    ['removed', 20, false],
  ] as const)('is only stored if it was %s', (_what, minutes, present) => {
    const edited = known({ kind: 'change', stateEditedAt: at(10) })
    const decision = decideReaction({ ...contextAt(30), state: stateWith() }, reacted(minutes, present), edited)
    expect(typesOf(decision)).toEqual(['reaction.noted'])
    expect(decision.send).toEqual([])
  })

  it.each([
    ['restores it if added later', 20, true, true],
    ['leaves it if added earlier and delivered late', 5, true, false],
    ['leaves it if removed', 20, false, false],
  ] as const)('that was withdrawn %s', (_what, minutes, present, comesBack) => {
    const edited = known({ state: 'withdrawn', stateEditedAt: at(10) })
    const decision = decideReaction({ ...contextAt(30), state: stateWith() }, reacted(minutes, present), edited)
    expect(typesOf(decision).includes('entry.kind')).toBe(comesBack)
  })
})

describe('text from Slack for an entry whose text was edited by hand', () => {
  const seen = {
    channelId: 'CINC',
    ts,
    threadTs: null,
    authorId: ana.id,
    authorName: ana.name,
    text: 'from Slack',
    content: [],
    isTalk: true,
  }
  const state = stateWith({ hypotheses: [hypothesisWith({ entryId: 'e1', statement: 'by hand' })] })
  const worded = { kind: 'hypothesis', text: 'by hand', textEditedAt: at(3) } as const

  it('goes into the history when the message is edited, and changes neither entry nor ledger', () => {
    const message = { ...seen, editedTs: ts + 1n }
    const input = {
      type: 'messageEdited',
      workspaceId: 'T1',
      channelId: 'CINC',
      message,
      by: ana,
      changedTs: ts + 1n,
    } as const
    const decision = decideEdit({ ...contextAt(5), state }, input, known(worded))
    expect(typesOf(decision)).toEqual(['seen.edited', 'entry.edit_declined'])
    expect(changed(decision, entryEditDeclined)[0]).toMatchObject({ declined: 'from Slack' })
    expect(decision.send).toEqual([])
  })

  it('completes only the author when it is fetched late', () => {
    const got = {
      got: 'entry',
      text: 'from Slack',
      authorId: ben.id,
      authorName: 'ben',
      content: null,
      threadTs: null,
    } as const
    const entry = entryWith({ ...worded, authorId: null, authorName: null })
    const decision = decideFetched(
      { ...contextAt(5), state },
      { message, entry: entry, names: new Map() },
      { ...got, people: [], labels: [], left: [] },
    )
    expect(changed(decision, entryCompleted)[0]).toMatchObject({ text: 'by hand', authorId: ben.id })
    expect(changed(decision, hypothesisRestated)).toEqual([])
  })
})

describe('a correction', () => {
  const filled = { time: '2026-03-02 03:00', reason: '', revisions: 0 }

  it('of a hypothesis without text proposes it in the ledger', () => {
    const entry = recorded({ kind: 'hypothesis', state: 'pending', text: '' })
    const outcome = correctEntry({ ...contextAt(5), state: stateWith(), by: ana }, entry, {
      ...filled,
      text: 'it is DNS',
    })
    if ('refusal' in outcome) throw new Error(outcome.refusal)
    expect(outcome.entry).toMatchObject({ state: 'shown', text: 'it is DNS', revisions: 1 })
    expect(changed(outcome.decision, hypothesisProposed)).toHaveLength(1)
  })

  it('of the kind alone is undone for the kind alone', () => {
    const outcome = correctEntry({ ...contextAt(5), state: stateWith(), by: ana }, recorded(), {
      ...filled,
      kind: 'change',
    })
    if ('refusal' in outcome) throw new Error(outcome.refusal)
    expect(changed(outcome.decision, undoableDone)[0]?.inverse).toMatchObject([
      { type: 'entry.correction_undone', before: { kind: 'note', stateEditedAt: null } },
    ])
    expect(JSON.stringify(changed(outcome.decision, undoableDone)[0]?.inverse)).not.toContain('text')
  })

  it('keeps the seconds of a time that was not edited', () => {
    const entry = recorded({ occurredAt: new Date('2026-03-02T03:00:41.500Z') })
    const outcome = correctEntry({ ...contextAt(5), state: stateWith(), by: ana }, entry, { ...filled, kind: 'change' })
    expect('entry' in outcome && outcome.entry.occurredAt).toEqual(entry.occurredAt)
  })

  it.each(['status', 'severity', 'role', 'impact', 'evidence', 'challenge', 'correction'] as const)(
    'changes neither text nor kind of a %s entry recorded by the bot',
    (kind) => {
      const entry = recorded({ kind })
      const wanted = { ...filled, text: 'all is well', kind: 'note' }
      expect(correctEntry({ ...contextAt(5), state: stateWith(), by: ana }, entry, wanted)).toMatchObject({
        refusal: 'Nothing was changed.',
      })
      expect(withdrawEntry({ ...contextAt(5), state: stateWith(), by: ana }, entry)).toMatchObject({
        refusal: `It says what was done to the incident (${kind}), and stays. Its time can be corrected.`,
      })
    },
  )

  it('to a kind that people cannot give changes nothing', () => {
    const wanted = { ...filled, kind: 'status' }
    expect(correctEntry({ ...contextAt(5), state: stateWith(), by: ana }, recorded(), wanted)).toMatchObject({
      refusal: 'Nothing was changed.',
    })
  })
})

describe('a change that does not apply', () => {
  it.each([
    [
      'withdrawing a withdrawn entry',
      withdrawEntry({ ...contextAt(1), state: stateWith(), by: ana }, recorded({ state: 'withdrawn' })),
    ],
    ['restoring a shown entry', restoreEntry({ ...contextAt(1), state: stateWith(), by: ana }, recorded())],
    [
      'giving a note a result',
      recordActionResult({ ...contextAt(1), state: stateWith(), by: ana }, recorded(), 'worked', ''),
    ],
    [
      'giving an unknown result',
      recordActionResult(
        { ...contextAt(1), state: stateWith(), by: ana },
        recorded({ kind: 'action' }),
        'splendid',
        '',
      ),
    ],
  ])('%s is refused with a sentence', (_what, outcome) => {
    expect('refusal' in outcome && outcome.refusal).toMatch(/[.?]$/)
  })

  it('leaves no mark on a deleted message', () => {
    const gone = recorded({ state: 'withdrawn', deletedInSlack: at(1) })
    const outcome = restoreEntry({ ...contextAt(2), state: stateWith(), by: ana }, gone)
    expect('decision' in outcome && outcome.decision.send.map(({ call }) => call.do)).toEqual(['post'])
  })
})

describe('a time in a modal', () => {
  it.each(['UTC', 'Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'])('round-trips in %s', (zone) => {
    for (let hour = 0; hour < 24 * 366; hour += 7) {
      const instant = new Date(Date.UTC(2025, 0, 1, hour, 30))
      const read = readTime(formatWallClock(instant, zone), zone, at(0))
      if ('refusal' in read) throw new Error(read.refusal)
      expect(formatWallClock(read.at, zone)).toBe(formatWallClock(instant, zone))
    }
  })

  it.each([
    ['2024-03-02 10:00', 'more than a year'],
    ['2026-03-02 03:00 and so on', 'I cannot read that as a time.'],
    ['', 'I cannot read that as a time.'],
  ])('is refused if it is "%s"', (words, sentence) => {
    expect(parseEntryTime(words, 'UTC', at(0), at(5))).toMatchObject({
      refusal: expect.stringContaining(sentence),
    })
  })

  it('may be as long ago as the incident', () => {
    const earliest = new Date('2019-11-06T14:00:00.000Z')
    expect(parseEntryTime('2019-11-06 13:30', 'UTC', earliest, at(5))).toEqual({
      at: new Date('2019-11-06T13:30:00.000Z'),
    })
  })
})
