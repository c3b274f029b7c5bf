import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, OpenModal, Person } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { choose, linesOf, openTimeline } from '../support/timeline.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  // 03:00 UTC on Monday 2 March 2026: 03:00 in Lisbon, 22:00 on Sunday in New York.
  office = await openOffice({ settings: anaReadsDrafts })
  channel = await newIncident(office)
  for (const person of [office.ben, office.cleo]) {
    await person.join(channel.id)
    await person.command(channel.id, 'log arrived')
  }
  await office.quiet()
})
afterAll(() => office.close())

async function pinned(text: string, name = 'pushpin'): Promise<string> {
  const ts = await office.ben.say(channel.id, text)
  await office.ana.react(channel.id, ts, name)
  await office.quiet()
  return ts
}

const draftLines = async (words: string): Promise<string[]> =>
  (await draftOf(office, channel)).timeline.filter((line) => line.includes(words))

async function formFor(person: Person, words: string) {
  await openTimeline(person, channel)
  return await choose(office, person, 'Edit', words)
}

async function edited(words: string, values: Record<string, string>, person = office.ana) {
  const saved = await (await formFor(person, words)).submit(values)
  await office.quiet()
  return saved
}

const shownIn = ({ next }: { next?: OpenModal }): string[] => (next ? linesOf(next) : [])

async function historyOf(words: string): Promise<string[]> {
  await openTimeline(office.ana, channel)
  return linesOf(await choose(office, office.ana, 'History', words))
}

describe('editing an entry', () => {
  it('changes text, time and kind: a revision, one public line, and an updated draft', async () => {
    await pinned('alpha is at 12 %')
    await office.pass(10)
    const saved = await edited(
      'alpha',
      {
        'What happened': 'alpha is at 21 %',
        'When it happened': 'yesterday 21:45',
        Kind: 'observation',
        Why: 'a slip',
      },
      office.ben,
    )
    expect(await draftLines('alpha')).toEqual(['02:45 **observation** alpha is at 21 % (ben)'])
    const line = post(channel, 'corrected')
    expect(line.plain).toBe(
      'ben corrected “alpha is at 21 %” · was “alpha is at 12 %” · Sun, 1 Mar 2026, 02:45 (UTC), was Mon, 2 Mar 2026, 03:00 (UTC) · observation, was note: a slip',
    )
    expect(line.pinged).toEqual([])
    expect(shownIn(saved).slice(0, 2)).toEqual([
      '*Sun, 1 Mar 2026, 02:45 (UTC)* · observation · ben · _edited_ · _back-dated_',
      'alpha is at 21 %',
    ])
  })

  it('shows it back privately in the zone of the editor, with an undo', async () => {
    await pinned('beta began')
    await edited('beta', { 'When it happened': '02:30', Kind: 'change' })
    const shown = office.ana.ephemerals(channel.id).at(-1)
    expect(shown?.plain.split('\n')[0]).toBe('Corrected “beta began”, at *Mon, 2 Mar 2026, 02:30 (Europe/Lisbon)*.')
    expect(await draftLines('beta')).toEqual(['02:30 **change** beta began (ben)'])
    await office.ana.press('Undo', { channel: channel.id, ts: shown?.ts ?? '' })
    await office.quiet()
    expect(await draftLines('beta')).toEqual(['03:10 **note** beta began (ben)'])
    expect(await historyOf('beta')).toContain('Never changed.')
  })

  it('keeps every version, with author and time', async () => {
    await office.ben.command(channel.id, 'log gamma one')
    await office.quiet()
    await edited('gamma one', { 'What happened': 'gamma two' }, office.ben)
    await office.pass(1)
    await edited('gamma two', { 'What happened': 'gamma three', Why: 'counted again' })
    expect((await historyOf('gamma three')).slice(1)).toEqual([
      'gamma three',
      '*Mon, 2 Mar 2026, 03:11 (UTC)* · ana',
      'Text before: “gamma two”',
      '_Why:_ counted again',
      '*Mon, 2 Mar 2026, 03:10 (UTC)* · ben',
      'Text before: “gamma one”',
    ])
  })
})

describe('an edit that is not possible', () => {
  beforeAll(() => pinned('delta stands').then(() => {}))

  it.each([
    [
      'no words',
      { 'What happened': '   ' },
      'What happened',
      'What happened? To take it off the timeline, withdraw it.',
    ],
    ['no change', {}, 'When it happened', 'Nothing was changed.'],
    ['an unreadable time', { 'When it happened': 'at lunch' }, 'When it happened', 'I cannot read that as a time.'],
    ['no such hour', { 'When it happened': '24:61' }, 'When it happened', "24:61 isn't a valid time."],
    ['no such day', { 'When it happened': '2026-02-30 10:00' }, 'When it happened', "2026-02-30 isn't a valid date."],
    ['a future time', { 'When it happened': '2026-03-05 10:00' }, 'When it happened', 'is still to come.'],
    ['a time long ago', { 'When it happened': '2024-03-02 10:00' }, 'When it happened', 'more than a year'],
    ['a time and more', { 'When it happened': '02:30 or so' }, 'When it happened', 'I cannot read that as a time.'],
  ] as const)('is refused below the field: %s', async (_what, values, field, sentence) => {
    const before = channel.messages().length
    const { errors } = await edited('delta', values)
    expect(errors?.[field]).toContain(sentence)
    expect(channel.messages()).toHaveLength(before)
    expect(await draftLines('delta')).toEqual([expect.stringMatching(/^03:11 \*\*note\*\* delta stands/)])
  })

  it('is refused when somebody else changed the entry in the meantime', async () => {
    const mine = await formFor(office.ana, 'delta')
    await edited('delta', { 'What happened': 'delta stood' }, office.ben)
    const { errors } = await mine.submit({ 'What happened': 'delta will stand' })
    expect(errors?.['When it happened']).toBe('Somebody changed it meanwhile: close this and open it again.')
    expect(await draftLines('delta')).toEqual([expect.stringContaining('delta stood (ben)')])
  })

  it('is refused when the entry was withdrawn in the meantime', async () => {
    await pinned('epsilon was wrong')
    const mine = await formFor(office.ana, 'epsilon')
    await openTimeline(office.ben, channel)
    await choose(office, office.ben, 'Withdraw', 'epsilon')
    const { errors } = await mine.submit({ 'What happened': 'epsilon was right' })
    expect(errors?.['When it happened']).toBe('It was withdrawn meanwhile: restore it first.')
    expect(await draftLines('epsilon')).toEqual([])
  })

  it('changes nothing more when the modal is submitted twice', async () => {
    await pinned('zeta is one')
    const form = await formFor(office.ana, 'zeta')
    const values = { 'What happened': 'zeta is two' }
    await Promise.all([form.submit(values), form.submit(values)])
    await office.quiet()
    expect(posts(channel, 'zeta is two')).toHaveLength(1)
    expect((await historyOf('zeta is two')).filter((line) => line.includes('Text before'))).toHaveLength(1)
  })

  it('is limited to the time for entries the bot recorded', async () => {
    await office.ana.command(channel.id, 'status identified it is eta')
    await office.quiet()
    await openTimeline(office.ana, channel)
    const form = await choose(office, office.ana, 'Edit', 'it is eta')
    expect(form.labels).toEqual(['When it happened', 'Why'])
    await form.submit({ 'When it happened': '03:05' })
    await office.quiet()
    expect(await draftLines('it is eta')).toEqual(['03:05 **status** Identified: it is eta (ana)'])
  })

  it('is limited for a text that no modal can hold, which is not cut', async () => {
    await pinned(`theta ${'long '.repeat(900)}end`)
    const form = await formFor(office.ana, 'theta')
    expect(form.labels).toEqual(['When it happened', 'Kind', 'Why'])
    await form.submit({ Kind: 'observation' })
    await office.quiet()
    const { markdown } = await draftOf(office, channel)
    expect(await draftLines('theta')).toEqual([
      expect.stringMatching(/observation.*_in full in the appendix_ \(ben\)$/),
    ])
    expect(markdown.slice(markdown.indexOf('Long messages in full'))).toMatch(/theta (?:long ){900}end/)
  })
})

describe('manual edits take precedence', () => {
  it('over later edits in Slack, which no longer change the text; the history says so', async () => {
    const ts = await pinned('iota: 5 nodes')
    await edited('iota', { 'What happened': 'iota: 6 nodes' })
    await office.pass(1)
    await office.ben.edit(channel.id, ts, 'iota: 7 nodes')
    await office.quiet()
    expect(await draftLines('iota')).toEqual([expect.stringContaining('iota: 6 nodes (ben)')])
    const history = await historyOf('iota: 6')
    expect(history).toContain('Edited in Slack, not taken over because the text was set by hand: “iota: 7 nodes”')
    expect(history).toContain('Text before: “iota: 5 nodes”')
  })

  it('only for what was edited: changing the kind leaves the text to Slack', async () => {
    const ts = await pinned('kappa: one')
    await edited('kappa', { Kind: 'observation' })
    await office.ben.edit(channel.id, ts, 'kappa: two')
    await office.quiet()
    expect(await draftLines('kappa')).toEqual([expect.stringContaining('**observation** kappa: two (ben)')])
  })

  it('over reactions, which no longer change the kind', async () => {
    const ts = await pinned('lambda: restarted')
    await edited('lambda', { Kind: 'change' })
    const isChange = [expect.stringContaining('**change** lambda')]
    await office.cleo.react(channel.id, ts, 'scales')
    await office.quiet()
    expect(await draftLines('lambda')).toEqual(isChange)
    await office.cleo.unreact(channel.id, ts, 'scales')
    await office.ana.unreact(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(await draftLines('lambda')).toEqual(isChange)
  })
})

describe('editing an entry that is a hypothesis', () => {
  const ledger = () => post(channel, 'What we believe').plain

  it('rewords it in the ledger', async () => {
    await pinned('mu: the cach is cold', 'bulb')
    await edited('mu:', { 'What happened': 'mu: the cache is cold' })
    expect(ledger()).toContain('mu: the cache is cold')
    expect(ledger()).not.toContain('cach is')
  })

  it('removes it from the ledger when the kind changes, and undo brings it back', async () => {
    await edited('mu:', { Kind: 'observation' })
    expect(ledger()).toMatch(/\*mu: the cache is cold\* parked/)
    const shown = office.ana.ephemerals(channel.id).at(-1)
    await office.ana.press('Undo', { channel: channel.id, ts: shown?.ts ?? '' })
    await office.quiet()
    expect(ledger()).not.toContain('parked')
    expect(await draftLines('mu:')).toEqual([expect.stringContaining('**hypothesis**')])
  })

  it('adds a note to the ledger when it becomes a hypothesis', async () => {
    await pinned('nu: DNS is slow')
    await edited('nu:', { Kind: 'hypothesis' })
    expect(ledger()).toContain('nu: DNS is slow')
  })
})
