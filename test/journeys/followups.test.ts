import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, modalOf, newIncident, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel

/** The reply to a command. */
async function says(person: Person, words: string): Promise<string> {
  const { text } = await person.command(channel.id, words)
  await office.quiet()
  return text ?? ''
}

const lastTold = (person: Person) => person.ephemerals(channel.id).at(-1)

async function pressed(person: Person, label: string, near?: string) {
  const ts = lastTold(person)?.ts ?? ''
  const reply = await person.press(label, { channel: channel.id, ts, ...(near && { near }) })
  await office.quiet()
  return reply
}

/** Lets everybody join, so that their profiles are known. */
async function everybodyIn(): Promise<void> {
  for (const person of [office.ben, office.cleo]) await person.join(channel.id)
  await office.quiet()
}

const deedsOfOne = ['Done', 'In progress', 'Edit', 'Drop']

describe('a follow-up by command', () => {
  beforeAll(async () => {
    // 03:00 UTC on Monday 2 March 2026: 03:00 in Lisbon, 22:00 on Sunday in New York, 08:30 in Kolkata.
    office = await openOffice({ settings: anaReadsDrafts })
    office.workspace.addGroup({ id: 'SPLAT', handle: 'platform', users: ['UBEN'] })
    channel = await newIncident(office)
    await everybodyIn()
  })
  afterAll(() => office.close())

  it('is shown back in full with an Undo, and announced in one public line that pings nobody', async () => {
    expect(await says(office.ana, 'followup raise the pool limit @ben by next friday')).toBe(
      'F1 raise the pool limit · for ben, by Fri, 13 Mar 2026',
    )
    expect(lastTold(office.ana)?.buttons).toEqual(['Undo'])
    const line = post(channel, 'raise the pool limit')
    expect(line.plain).toBe('Follow-up *F1* raise the pool limit · for ben, by Fri, 13 Mar 2026 · ana')
    expect(line.pinged).toEqual([])
  })

  it('resolves the day in the time zone of the speaker', async () => {
    expect(await says(office.ben, 'followup check New York by tomorrow')).toContain('by Mon, 2 Mar 2026')
    expect(await says(office.cleo, 'followup check Kolkata by tomorrow')).toContain('by Tue, 3 Mar 2026')
  })

  it('can be assigned to a group or a team by name, without pinging them', async () => {
    expect(await says(office.ana, 'followup split the pool @platform by end of month')).toBe(
      'F4 split the pool · for @platform, by Tue, 31 Mar 2026',
    )
    expect(await says(office.ana, 'followup alert on pool size for data platform team')).toContain(
      'for data platform team',
    )
    expect(post(channel, 'split the pool').pinged).toEqual([])
  })

  it('disappears when it is undone', async () => {
    await says(office.ana, 'followup a slip of the tongue')
    await pressed(office.ana, 'Undo')
    expect(post(channel, 'took back').plain).toBe('ana took back: ~*F6* a slip of the tongue~')
    expect(await says(office.ana, 'followup')).not.toContain('slip')
    expect(await says(office.ana, 'followup a better word')).toContain('F6 a better word')
  })

  it.each([
    ['a day that does not exist', 'fix it by 2026-02-30', 'There is no 30 February 2026.'],
    ['a day that has passed', 'fix it by 1 March 2026', 'Sun, 1 Mar 2026 has passed: a due date lies ahead.'],
    ['no work at all', '@ben by friday', 'What is to be done? A few words are enough.'],
    ['a duplicate', 'Raise the  POOL-limit!', 'F1 says that already, and is open.'],
    ['too many words', 'x'.repeat(501), 'Please keep a follow-up under 500 characters.'],
  ])('%s is refused and nothing is stored', async (_what, words, sentence) => {
    const before = channel.messages().length
    expect(await says(office.ana, `followup ${words}`)).toBe(sentence)
    expect(channel.messages()).toHaveLength(before)
  })

  it('cannot be assigned to a bot or to somebody who has left', async () => {
    office.workspace.addUser({ id: 'UROBOT', name: 'robot', isBot: true })
    await says(office.ana, 'followup be a robot @robot')
    expect(await says(office.ana, 'followup be a robot again @robot')).toBe('robot is a bot: name a person or a team.')
  })
})

describe('the follow-ups of an incident', () => {
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
    channel = await newIncident(office)
    await everybodyIn()
  })
  afterAll(() => office.close())

  const list = async (person: Person) => {
    await says(person, 'followup')
    return lastTold(person)?.plain ?? ''
  }

  const editForm = async (person: Person, near: string) => {
    await list(person)
    return modalOf(await pressed(person, 'Edit', near))
  }

  it('start out empty, with an example', async () => {
    expect(await list(office.ana)).toBe(
      'No follow-up yet. For example: `/incident followup raise the pool limit @dana by next friday`',
    )
    expect(section((await draftOf(office, channel)).markdown, 'Follow-ups')).toContain('Which work follows')
  })

  it('are listed with their buttons, soonest due first', async () => {
    await says(office.ana, 'followup raise the pool limit')
    await says(office.ana, 'followup alert on pool size @ben by next friday')
    const text = await list(office.cleo)
    expect(text.split('\n')[0]).toBe('*F2* alert on pool size · for ben, by Fri, 13 Mar 2026')
    expect(text).toContain('*F1* raise the pool limit')
    expect(lastTold(office.cleo)?.buttons).toEqual([...deedsOfOne, ...deedsOfOne])
  })

  it('are edited in a modal, announced in one public line, and restored by Undo', async () => {
    const modal = await editForm(office.ana, 'raise the pool limit')
    expect(modal.title).toBe('Follow-up F1')
    const result = await modal.submit({
      'What is to be done?': 'raise the pool limit to 400',
      'Who answers for it?': 'cleo',
      'By when?': 'in 2 weeks',
      'What does it do?': 'Prevent: it cannot happen again',
      Link: 'https://tickets/1',
    })
    expect(result.closed).toBe(true)
    await office.quiet()
    expect(post(channel, 'Follow-up changed').plain).toBe(
      'Follow-up changed: *F1* raise the pool limit to 400 · for cleo, by Mon, 16 Mar 2026 · ana',
    )
    expect(await list(office.ana)).toContain('by Mon, 16 Mar 2026 · prevent · link')
    await office.ana.press('Undo', { channel: channel.id })
    await office.quiet()
    const text = await list(office.ana)
    expect(text).toContain('*F1* raise the pool limit\n')
    expect(text).not.toContain('400')
  })

  it.each([
    [
      'an empty text',
      { 'What is to be done?': '  ' },
      'What is to be done?',
      'What is to be done? A few words are enough.',
    ],
    [
      'a day nobody understands',
      { 'By when?': 'when pigs fly' },
      'By when?',
      'Which day is that? For example: next friday, in 2 weeks, 1 Dec, 2026-12-01',
    ],
    [
      'a day that has passed',
      { 'By when?': '1 Mar 2026' },
      'By when?',
      'Sun, 1 Mar 2026 has passed: a due date lies ahead.',
    ],
    [
      'a person and a team',
      { 'Who answers for it?': 'ben', 'Or a team': 'platform' },
      'Or a team',
      'A person or a team: please fill in one of the two.',
    ],
    [
      'a link that is none',
      { Link: 'ticket 12' },
      'Link',
      'That is no link: it begins with https:// and has no spaces.',
    ],
    [
      'the text of another follow-up',
      { 'What is to be done?': 'alert on POOL size' },
      'What is to be done?',
      'F2 says that already.',
    ],
  ] as const)('%s is refused at its field', async (_what, values, field, sentence) => {
    const modal = await editForm(office.ana, 'raise the pool limit')
    const before = channel.messages().length
    expect((await modal.submit(values)).errors).toEqual({ [field]: sentence })
    expect(channel.messages()).toHaveLength(before)
    await modal.close()
  })

  it('keep what somebody else changed while the modal was open', async () => {
    const mine = await editForm(office.ana, 'raise the pool limit')
    const theirs = await editForm(office.ben, 'raise the pool limit')
    await theirs.submit({ 'By when?': 'friday' })
    await office.quiet()
    const result = await mine.submit({ 'By when?': 'tomorrow' })
    expect(result.errors?.['What is to be done?']).toBe(
      'F1 was changed while you were editing. Please close this and open it again.',
    )
    expect(await list(office.ana)).toContain('raise the pool limit · by Fri, 6 Mar 2026')
    await mine.close()
  })

  it('count a duplicate submission once', async () => {
    const modal = await editForm(office.ana, 'raise the pool limit')
    const first = modal.submit({ 'Or a team': 'platform team' })
    await new Promise(setImmediate)
    await Promise.allSettled([first, modal.submit({})])
    await office.quiet()
    expect(posts(channel, 'for platform team')).toHaveLength(1)
  })

  it('need a reason to be dropped', async () => {
    await list(office.ben)
    const modal = modalOf(await pressed(office.ben, 'Drop', 'alert on pool size'))
    expect((await modal.submit({ 'Why will it not be done?': ' ' })).errors).toEqual({
      'Why will it not be done?': 'Why will it not be done? A few words are enough.',
    })
    await modal.submit({ 'Why will it not be done?': 'we alert on latency' })
    await office.quiet()
    expect(post(channel, 'is dropped').plain).toBe(
      '*F2* is dropped: alert on pool size. Why: we alert on latency · ben',
    )
    expect(await list(office.ana)).toContain('F2 dropped (we alert on latency): ~alert on pool size~')
  })

  it('are completed once, whoever clicks, and can be reopened', async () => {
    await list(office.ana)
    await list(office.ben)
    await pressed(office.ana, 'Done', 'raise the pool limit')
    await pressed(office.ben, 'Done', 'raise the pool limit')
    expect(lastTold(office.ben)?.plain).toBe('F1 is done already, by ana.')
    expect(posts(channel, 'is done')).toHaveLength(1)
    await list(office.cleo)
    const ts = lastTold(office.cleo)?.ts ?? ''
    await office.cleo.press('F1 raise the pool limit', { channel: channel.id, ts })
    await office.quiet()
    expect(post(channel, 'open again').plain).toBe('*F1* is open again: raise the pool limit · cleo')
    await office.cleo.press('F1 raise the pool limit', { channel: channel.id, ts })
    await office.quiet()
    expect(lastTold(office.cleo)?.plain).toBe('F1 is open.')
  })

  it('appear in the draft by state, with owner and due date', async () => {
    const text = section((await draftOf(office, channel)).markdown, 'Follow-ups')
    expect(text).toContain('**Planned**\n\n- F1: raise the pool limit · platform team · by Fri, 6 Mar 2026')
    expect(text).toContain('**Dropped**\n\n- F2: alert on pool size · ben · dropped 2 Mar 2026 · we alert on latency')
    expect(text).not.toContain('Missing')
  })

  it('are cut to what Slack accepts when there are many', async () => {
    for (let count = 0; count < 30; count += 1) {
      await office.ana.command(
        channel.id,
        `followup ${'&'.repeat(20)} ${'long '.repeat(30)} ${count} by in ${count + 1} weeks`,
      )
    }
    await office.quiet()
    const text = await list(office.ana)
    expect(text).toContain('… and ')
    expect(JSON.stringify(lastTold(office.ana)?.blocks).length).toBeLessThan(14_000)
  })

  it('can be changed after cancel or close only by their owners and those responsible for the incident', async () => {
    await says(office.ana, 'followup write the runbook @ben by 1 Dec')
    await says(office.ana, 'resolve it is over')
    await says(office.ana, 'close now')
    expect(await says(office.cleo, 'followup one more')).toContain('Only the commander, the owner or an admin')
    expect(await list(office.cleo)).toContain('raise the pool limit')
    await pressed(office.cleo, 'Done', 'raise the pool limit')
    expect(lastTold(office.cleo)?.plain).toContain('Only the commander, the owner or an admin')
  })
})

describe('reminders', () => {
  let other: Channel
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
    other = await newIncident(office)
    channel = await newIncident(office)
    await office.ben.join(other.id)
    await everybodyIn()
    await office.ana.command(other.id, 'followup tell the customers @ben by friday')
    await says(office.ana, 'followup raise the pool limit @ben by friday')
    await says(office.ana, 'followup alert on pool size for platform team by friday')
    await says(office.ana, 'followup nobody knows who by tomorrow')
    await says(office.ana, 'followup no date at all @ben')
    await says(office.ana, 'resolve it is over')
    await says(office.ana, 'close now')
  })
  afterAll(() => office.close())

  /** Advances the clock to this time. */
  const until = (instant: string) => office.pass((Date.parse(instant) - office.clock.now().getTime()) / 60_000)
  const toBen = () => office.ben.directMessages().filter(({ plain }) => plain.includes('*F'))

  it('go to the channel at nine in the zone of the incident when nobody owns the follow-up, and ping nobody', async () => {
    await until('2026-03-03T08:59:00Z')
    expect(posts(channel, 'nobody knows who')).toHaveLength(1)
    await until('2026-03-03T09:00:30Z')
    const reminder = posts(channel, 'nobody knows who').at(-1)
    expect(reminder?.plain).toBe(
      '*F3* is due today: nobody knows who\nnobody owns it\n[Done] [In progress] [Snooze to tomorrow] [Edit]',
    )
    expect(reminder?.pinged).toEqual([])
    expect(toBen()).toEqual([])
  })

  it('go to the owner at nine local time, as one message for all incidents, even after close', async () => {
    await until('2026-03-06T13:59:00Z')
    expect(toBen()).toEqual([])
    expect(posts(channel, 'alert on pool size').at(-1)?.plain).toContain('*F2* is due today')
    await until('2026-03-06T14:00:30Z')
    expect(toBen()).toHaveLength(1)
    const [message] = toBen()
    expect(message?.plain).toContain('*F1* is due today: tell the customers')
    expect(message?.plain).toContain('*F1* is due today: raise the pool limit')
    expect(message?.plain).toContain(`#${other.name}`)
    const deeds = ['Done', 'In progress', 'Snooze to tomorrow', 'Edit']
    expect(message?.buttons).toEqual([...deeds, ...deeds])
    expect(posts(channel, 'raise the pool limit is due')).toEqual([])
  })

  it('repeat on the first, third and seventh day, or tomorrow for whoever asks for that', async () => {
    await until('2026-03-09T13:00:30Z')
    expect(toBen()).toHaveLength(3)
    await office.ben.press('Snooze to tomorrow', { channel: office.ben.dm, near: 'raise the pool limit' })
    await office.quiet()
    expect(office.ben.ephemerals(office.ben.dm).at(-1)?.plain).toBe('I come back to *F1* on Tue, 10 Mar 2026 at 09:00.')
    await until('2026-03-10T13:00:30Z')
    expect(toBen()).toHaveLength(4)
    const plain = toBen().at(-1)?.plain
    expect(plain).toContain('*F1* was due on Fri, 6 Mar 2026, 4 days ago: raise the pool limit')
    expect(plain).not.toContain('tell the customers')
  })

  it('end when the owner marks it done, even without responsibility for the incident', async () => {
    await office.ben.press('Done', { channel: office.ben.dm, near: 'raise the pool limit' })
    await office.quiet()
    expect(post(channel, 'is done').plain).toBe('*F1* is done: raise the pool limit · ben')
    await until('2026-03-20T00:00:00Z')
    const said = toBen().flatMap(({ plain }) => /F1\* (.*): tell/.exec(plain)?.[1] ?? [])
    expect(said).toEqual([
      'is due today',
      'was due on Fri, 6 Mar 2026, yesterday',
      'was due on Fri, 6 Mar 2026, 3 days ago',
      'was due on Fri, 6 Mar 2026, 7 days ago',
    ])
    expect(toBen().filter(({ plain }) => plain.includes('raise the pool limit'))).toHaveLength(4)
    expect(posts(channel, '*F2*').filter(({ plain }) => plain.includes(' due '))).toHaveLength(4)
  })

  it('resume when an owner who clicked too early undoes it', async () => {
    await office.ben.press('Done', { channel: office.ben.dm, near: 'tell the customers' })
    await office.quiet()
    await office.ben.press('Undo', { channel: office.ben.dm })
    await office.quiet()
    expect(post(other, 'took back').plain).toBe('ben took back: ~*F1* is done: tell the customers~')
  })

  it('start over with a new due date', async () => {
    const modal = modalOf(await office.ben.press('Edit', { channel: office.ben.dm, near: 'tell the customers' }))
    await modal.submit({ 'By when?': 'tomorrow' })
    await office.quiet()
    const before = toBen().length
    await until('2026-03-20T13:00:30Z')
    expect(toBen().length - before).toBe(1)
    expect(toBen().at(-1)?.plain).toContain('*F1* is due today: tell the customers')
  })
})
