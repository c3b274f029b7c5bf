import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  callsOf,
  challengeWith,
  changed,
  decided,
  holding,
  momentAt,
  refusalOf,
  stateWith,
  typesOf,
} from '../../test/support/situation.ts'
import type { Outcome, Profile } from '../delivery/outcome.ts'
import { answer, decline, openAnswer } from './answer.ts'
import { nextAt, runBriefs, settleBriefs } from './due.ts'
import { found, undelivered } from './found.ts'
import type { Brief, BriefLine } from './model.ts'
import { callOff, consent, openChange } from './preview.ts'
import { sendNow } from './send.ts'
import { choose } from './whom.ts'

const line: BriefLine = {
  entryId: 'e1',
  at: at(1),
  text: 'requests time out',
  included: true,
  because: null,
  byHand: false,
}
const briefWith = (given: Partial<Brief> = {}): Brief => ({
  id: 'b1',
  state: 'preview',
  lines: [line],
  requestedBy: ana.id,
  recipientId: 'UDANA',
  challengeId: null,
  createdAt: at(0),
  goesAt: at(3),
  sentAt: null,
  missedAt: null,
  answeredAt: null,
  answer: null,
  because: null,
  ...given,
})
const sentBrief = (given: Partial<Brief> = {}) => briefWith({ state: 'sent', sentAt: at(3), ...given })
const stateOf = (...briefs: Brief[]) => stateWith({ briefs })
const since = { anew: [line], insiders: new Set<string>() }
const dana = { id: 'UDANA', name: 'Dana Dahl' }

const profile = (id: string, given: Partial<Profile> = {}): Profile => ({
  id,
  name: id,
  zone: null,
  bot: false,
  gone: false,
  ...given,
})

describe('of those who could look', () => {
  const known = {
    insiders: new Set(['UBEN']),
    asked: [] as { id: string; at: Date }[],
    pending: new Set<string>(),
  }
  const all = ['UANA', 'UBEN', 'UDANA', 'UERIK', 'UFAY'].map((id) => profile(id, { name: `name of ${id}` }))

  it('the first who has seen nothing of it is chosen, never whoever asks', () => {
    expect(choose(all, ana.id, known)?.id).toBe('UDANA')
  })

  it('whoever was asked longest ago comes before, and the last one asked never', () => {
    const asked = [
      { id: 'UERIK', at: at(9) },
      { id: 'UFAY', at: at(5) },
      { id: 'UDANA', at: at(1) },
    ]
    expect(choose(all, ana.id, { ...known, asked })?.id).toBe('UDANA')
    expect(choose(all, ana.id, { ...known, asked: asked.slice(0, 2) })?.id).toBe('UDANA')
    const onlyErik = all.filter(({ id }) => id === 'UERIK')
    expect(choose(onlyErik, ana.id, { ...known, asked })).toBeUndefined()
  })

  it('nobody who is about to be asked elsewhere', () => {
    expect(choose(all, ana.id, { ...known, pending: new Set(['UDANA']) })?.id).toBe('UERIK')
  })

  it('neither bots nor accounts that are gone', () => {
    expect(
      choose([profile('U1', { bot: true }), profile('U2', { gone: true })], ana.id, known),
    ).toBeUndefined()
  })
})

describe('what Slack tells of candidates', () => {
  const looking = briefWith({ state: 'looking', recipientId: null, goesAt: null, lines: [] })
  const known = { insiders: new Set<string>(), asked: [], pending: new Set<string>() }
  const done = (people: Profile[], inside: string[] = []): Outcome => ({
    kind: 'done',
    result: { got: 'candidates', people, inside },
  })
  const tell = (outcome: Outcome, state = stateOf(looking)) =>
    found(state, state.briefs[0] ?? looking, outcome, known, [line], momentAt(0))

  it('makes the preview, with the person by name', () => {
    const decision = tell(done([profile('UDANA', { name: 'Dana' })]))
    expect(typesOf(decision)).toEqual(['person.known', 'brief.drafted'])
    expect(changed(decision, 'brief.drafted')[0]).toMatchObject({ recipientId: 'UDANA', goesAt: at(3) })
  })

  it('counts who is in the channel though nobody told the bot', () => {
    const decision = tell(done([profile('UDANA')], ['UDANA']))
    expect(typesOf(decision)).toEqual(['brief.cancelled'])
    expect(callsOf(decision)).toEqual(['whisper'])
  })

  it('that comes too late changes nothing', () => {
    for (const state of ['cancelled', 'sent', 'answered', 'consent'] as const)
      expect(tell(done([profile('UDANA')]), stateOf(briefWith({ state }))).changes).toEqual([])
    const over = stateWith({ briefs: [looking], incident: { status: 'resolved' } })
    expect(tell(done([profile('UDANA')]), over).changes).toEqual([])
  })

  it('that may still come is waited for', () => {
    expect(tell({ kind: 'later', why: 'rate limited' }).changes).toEqual([])
  })
})

describe('a brief that is no longer there to change', () => {
  it.each([
    [sentBrief(), 'It has gone to UDANA already, and cannot be taken back.'],
    [
      briefWith({ state: 'cancelled', because: 'cancelled by Ana Alves' }),
      'It was not sent: cancelled by Ana Alves.',
    ],
  ])('is refused in a sentence (%#)', (brief, sentence) => {
    const state = stateOf(brief)
    const moment = momentAt(4)
    for (const outcome of [
      sendNow(state, 'b1', since, moment),
      callOff(state, 'b1', ana),
      openChange(state, 'b1'),
    ])
      expect(refusalOf(outcome)).toBe(sentence)
    expect(refusalOf(callOff(state, 'other', ana))).toBe('That brief is not there any more.')
    expect(refusalOf(consent(state, 'b1', true, ana, moment))).toBe('That is not asked any more.')
  })
})

describe('sending', () => {
  it('answers the challenge it was asked from', () => {
    const state = stateWith({ briefs: [briefWith({ challengeId: 'c1' })], challenges: [challengeWith()] })
    const decision = decided(sendNow(state, 'b1', since, momentAt(3)))
    expect(changed(decision, 'challenge.answered')[0]).toMatchObject({
      id: 'c1',
      kind: 'fresh_eyes',
      by: ana.id,
    })
  })

  it('leaves a challenge alone that was answered meanwhile', () => {
    const answered = challengeWith({ state: 'answered', answeredBy: ben.id, answer: 'because' })
    const state = stateWith({ briefs: [briefWith({ challengeId: 'c1' })], challenges: [answered] })
    expect(typesOf(decided(sendNow(state, 'b1', since, momentAt(3))))).toEqual(['brief.sent', 'entry.added'])
  })

  it('sends nothing where nothing of it may still go', () => {
    const decision = decided(sendNow(stateOf(briefWith()), 'b1', { ...since, anew: [] }, momentAt(3)))
    expect(typesOf(decision)).toEqual(['brief.cancelled'])
    expect(callsOf(decision)).not.toContain('post')
  })
})

describe('a brief that Slack does not deliver', () => {
  it('is waited for no longer, and whoever asked can ask the next', () => {
    const decision = undelivered(stateOf(sentBrief()), sentBrief(), 'user_disabled')
    expect(typesOf(decision)).toEqual(['brief.cancelled'])
    expect(JSON.stringify(decision.send)).toContain(
      'UDANA did not get the brief: Slack says `user_disabled`.',
    )
    expect(JSON.stringify(decision.send)).toContain('Ask somebody else')
  })

  it('of which only the edit afterwards failed has arrived', () => {
    for (const state of ['answered', 'declined', 'cancelled'] as const)
      expect(undelivered(stateOf(), sentBrief({ state }), 'message_not_found').changes).toEqual([])
  })
})

describe('the recipient', () => {
  const deeds = [
    (state: ReturnType<typeof stateOf>, by = dana) => openAnswer(state, 'b1', by),
    (state: ReturnType<typeof stateOf>, by = dana) => answer(state, 'b1', { cause: 'x' }, by, momentAt(9)),
    (state: ReturnType<typeof stateOf>, by = dana) => decline(state, 'b1', by, momentAt(9)),
  ]

  it.each([
    [briefWith(), 'That was not sent to you.'],
    [sentBrief({ recipientId: 'UERIK' }), 'That was not sent to you.'],
    [sentBrief({ state: 'answered' }), 'You have answered that already. Thank you.'],
    [sentBrief({ state: 'declined' }), 'You have said “not now” already. Nothing more is needed.'],
    [sentBrief({ state: 'cancelled' }), 'It is over by now: nothing more is needed. Thank you.'],
  ])('is told in a sentence what cannot be done any more (%#)', (brief, sentence) => {
    for (const deed of deeds) expect(refusalOf(deed(stateOf(brief)))).toBe(sentence)
  })

  it('is let in after the public line, and shown the ledger after that', () => {
    const decision = decided(answer(stateOf(sentBrief()), 'b1', { cause: 'a leak' }, dana, momentAt(9)))
    const calls = callsOf(decision)
    expect(calls.indexOf('post')).toBeLessThan(calls.indexOf('invite'))
    expect(calls.lastIndexOf('post')).toBeGreaterThan(calls.indexOf('invite'))
  })

  it.each([301, 3000])('who writes more than a hypothesis holds is heard all the same (%i)', (length) => {
    const long = 'x'.repeat(length)
    const decision = decided(
      answer(stateOf(sentBrief()), 'b1', { cause: long, check: 'y' }, dana, momentAt(9)),
    )
    expect(changed(decision, 'hypothesis.proposed')).toEqual([])
    expect(JSON.stringify(decision.send)).toContain(long.slice(0, 200))
  })
})

describe('by itself', () => {
  it.each([
    [briefWith(), at(3)],
    [briefWith({ state: 'looking' }), at(20)],
    [briefWith({ state: 'consent', goesAt: null }), at(20)],
    [sentBrief(), at(23)],
    [sentBrief({ missedAt: at(23) }), null],
    [sentBrief({ state: 'answered' }), null],
    [briefWith({ state: 'cancelled' }), null],
  ])('something happens to a brief at its time (%#)', (brief, due) => {
    expect(nextAt(brief, momentAt(0))).toEqual(due)
  })

  it('an alarm that comes too early is set anew and does nothing else', () => {
    const decision = runBriefs(stateOf(briefWith()), since, momentAt(2))
    expect(decision).toEqual({
      changes: [{ type: 'timer.set', incidentId: 'incident', kind: 'brief', dueAt: at(3) }],
      send: [],
    })
  })

  it('a missed answer is told to the commander alone', () => {
    const state = stateWith({
      briefs: [sentBrief()],
      roles: [holding('commander', ben.id), holding('owner', ana.id)],
    })
    expect(runBriefs(state, since, momentAt(23)).send).toMatchObject([
      { call: { do: 'whisper', to: ben.id } },
    ])
  })

  it.each([
    ['monitoring', [briefWith()], ['brief.cancelled']],
    ['monitoring', [sentBrief()], ['timer.set']],
    ['resolved', [sentBrief()], ['brief.cancelled']],
    ['cancelled', [briefWith({ state: 'consent' })], ['brief.cancelled']],
    ['investigating', [briefWith()], ['timer.set']],
    ['closed', [sentBrief({ state: 'answered' })], []],
  ] as const)('%s: what is not wanted any more is called off (%#)', (status, briefs, types) => {
    const state = stateWith({ briefs: [...briefs], incident: { status } })
    expect(typesOf(settleBriefs(state, momentAt(2)))).toEqual(types)
  })
})
