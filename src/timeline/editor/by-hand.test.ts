import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  changed,
  entryWith,
  hypothesisWith,
  momentAt,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { readTime } from '../../platform/time/when.ts'
import { decideReaction, type MessageContext } from '../capture/capture.ts'
import { decideEdit, decideFetched } from '../capture/follow.ts'
import { correctEntry } from './correct-entry.ts'
import type { RecordedEntry } from './model.ts'
import { parseEntryTime, writeTime } from './read-time.ts'
import { giveResult } from './result.ts'
import { restoreEntry, withdrawEntry } from './withdraw-entry.ts'

const ts = 1_772_420_400_000_100n
const known = (given: Partial<RecordedEntry>): MessageContext => ({
  reactions: [],
  entry: entryWith(given),
  seen: null,
  deletedAt: null,
  answersChallenge: false,
  names: new Map(),
})
const recorded = (given: Partial<RecordedEntry> = {}): RecordedEntry => ({
  ...entryWith(),
  place: ts,
  revisions: 0,
  ...given,
})

describe('a reaction on an entry somebody settled by hand', () => {
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
    ['later', 20, true],
    ['earlier, and delivered late', 5, true],
    ['taken off', 20, false],
  ] as const)('is noted and changes nothing: one put on %s', (_what, minutes, present) => {
    const settled = known({ kind: 'change', stateEditedAt: at(10) })
    const decision = decideReaction(stateWith(), reacted(minutes, present), settled, momentAt(30))
    expect(typesOf(decision)).toEqual(['reaction.noted'])
    expect(decision.send).toEqual([])
  })

  it.each([
    ['put on later brings it back', 20, true, true],
    ['put on earlier, and delivered late, does not', 5, true, false],
    ['taken off does not', 20, false, false],
  ] as const)('where they withdrew it: one %s', (_what, minutes, present, comesBack) => {
    const settled = known({ state: 'withdrawn', stateEditedAt: at(10) })
    const decision = decideReaction(stateWith(), reacted(minutes, present), settled, momentAt(30))
    expect(typesOf(decision).includes('entry.kind')).toBe(comesBack)
  })
})

describe('words of Slack for an entry somebody worded by hand', () => {
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

  it('by an edit are kept in its history, and change neither it nor the ledger', () => {
    const message = { ...seen, editedTs: ts + 1n }
    const input = {
      type: 'messageEdited',
      workspaceId: 'T1',
      channelId: 'CINC',
      message,
      by: ana,
      changedTs: ts + 1n,
    } as const
    const decision = decideEdit(state, input, known(worded), momentAt(5))
    expect(typesOf(decision)).toEqual(['seen.edited', 'entry.edit_declined'])
    expect(changed(decision, 'entry.edit_declined')[0]).toMatchObject({ declined: 'from Slack' })
    expect(decision.send).toEqual([])
  })

  it('that come when they were fetched complete its author alone', () => {
    const got = {
      got: 'entry',
      text: 'from Slack',
      authorId: ben.id,
      authorName: 'ben',
      content: null,
      threadTs: null,
    } as const
    const entry = entryWith({ ...worded, authorId: null, authorName: null })
    const decision = decideFetched(state, entry, { ...got, people: [], labels: [], left: [] }, new Map(), momentAt(5))
    expect(changed(decision, 'entry.completed')[0]).toMatchObject({ text: 'by hand', authorId: ben.id })
    expect(changed(decision, 'hypothesis.restated')).toEqual([])
  })
})

describe('a correction', () => {
  const filled = { time: '2026-03-02 03:00', reason: '', revisions: 0 }

  it('gives words to a hypothesis that had none yet: now it is in the ledger', () => {
    const entry = recorded({ kind: 'hypothesis', state: 'pending', text: '' })
    const outcome = correctEntry(stateWith(), entry, { ...filled, text: 'it is DNS' }, 'UTC', ana, momentAt(5))
    if ('refusal' in outcome) throw new Error(outcome.refusal)
    expect(outcome.entry).toMatchObject({ state: 'shown', text: 'it is DNS', revisions: 1 })
    expect(changed(outcome.decision, 'hypothesis.proposed')).toHaveLength(1)
  })

  it('of its kind alone takes back only that', () => {
    const outcome = correctEntry(stateWith(), recorded(), { ...filled, kind: 'change' }, 'UTC', ana, momentAt(5))
    if ('refusal' in outcome) throw new Error(outcome.refusal)
    expect(changed(outcome.decision, 'undoable.done')[0]?.inverse).toMatchObject([
      { type: 'entry.correction_undone', before: { kind: 'note', stateEditedAt: null } },
    ])
    expect(JSON.stringify(changed(outcome.decision, 'undoable.done')[0]?.inverse)).not.toContain('text')
  })

  it('keeps the seconds of a time that was left as it is', () => {
    const entry = recorded({ occurredAt: new Date('2026-03-02T03:00:41.500Z') })
    const outcome = correctEntry(stateWith(), entry, { ...filled, kind: 'change' }, 'UTC', ana, momentAt(5))
    expect('entry' in outcome && outcome.entry.occurredAt).toEqual(entry.occurredAt)
  })

  it.each(['status', 'severity', 'role', 'impact', 'evidence', 'challenge', 'correction'] as const)(
    'leaves the words and kind of a %s as the bot recorded them',
    (kind) => {
      const entry = recorded({ kind })
      const wanted = { ...filled, text: 'all is well', kind: 'note' }
      expect(correctEntry(stateWith(), entry, wanted, 'UTC', ana, momentAt(5))).toMatchObject({
        refusal: 'Nothing was changed.',
      })
      expect(withdrawEntry(stateWith(), entry, ana, momentAt(5))).toMatchObject({
        refusal: `It says what was done to the incident (${kind}), and stays. Its time can be corrected.`,
      })
    },
  )

  it('to a kind there is not changes nothing', () => {
    const wanted = { ...filled, kind: 'status' }
    expect(correctEntry(stateWith(), recorded(), wanted, 'UTC', ana, momentAt(5))).toMatchObject({
      refusal: 'Nothing was changed.',
    })
  })
})

describe('what is not there to be done', () => {
  it.each([
    ['withdrawing what is withdrawn', withdrawEntry(stateWith(), recorded({ state: 'withdrawn' }), ana, momentAt(1))],
    ['restoring what is shown', restoreEntry(stateWith(), recorded(), ana, momentAt(1))],
    ['the result of a note', giveResult(stateWith(), recorded(), 'worked', '', ana, momentAt(1))],
    ['a result that is none', giveResult(stateWith(), recorded({ kind: 'action' }), 'splendid', '', ana, momentAt(1))],
  ])('%s is a sentence', (_what, outcome) => {
    expect('refusal' in outcome && outcome.refusal).toMatch(/[.?]$/)
  })

  it('does not mark a message that is gone', () => {
    const gone = recorded({ state: 'withdrawn', deletedInSlack: at(1) })
    const outcome = restoreEntry(stateWith(), gone, ana, momentAt(2))
    expect('decision' in outcome && outcome.decision.send.map(({ call }) => call.do)).toEqual(['post'])
  })
})

describe('a time in a form', () => {
  it.each(['UTC', 'Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'])(
    'is read back as it was written, in %s',
    (zone) => {
      for (let hour = 0; hour < 24 * 366; hour += 7) {
        const instant = new Date(Date.UTC(2025, 0, 1, hour, 30))
        const read = readTime(writeTime(instant, zone), zone, at(0))
        if ('refusal' in read) throw new Error(read.refusal)
        expect(writeTime(read.at, zone)).toBe(writeTime(instant, zone))
      }
    },
  )

  it.each([
    ['2024-03-02 10:00', 'more than a year'],
    ['2026-03-02 03:00 and so on', 'I cannot read that as a time.'],
    ['', 'I cannot read that as a time.'],
  ])('"%s" is refused', (words, sentence) => {
    expect(parseEntryTime(words, 'UTC', at(0), at(5))).toMatchObject({
      refusal: expect.stringContaining(sentence),
    })
  })

  it('of an incident of long ago may be of long ago', () => {
    const earliest = new Date('2019-11-06T14:00:00.000Z')
    expect(parseEntryTime('2019-11-06 13:30', 'UTC', earliest, at(5))).toEqual({
      at: new Date('2019-11-06T13:30:00.000Z'),
    })
  })
})
