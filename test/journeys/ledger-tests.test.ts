import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { formOf } from '../support/forms.ts'
import { formOfLedger, lastPrivate, ledger } from '../support/ledger.ts'
import { modalOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())
beforeEach(async () => {
  channel = await newIncident(office)
  await office.ben.join(channel.id)
  await office.ana.command(channel.id, 'hyp the ALB is failing')
  await office.quiet()
})

const labels = {
  what: 'What would tell us?',
  who: 'Who looks?',
  minutes: 'Result expected in (minutes)',
  of: 'Which hypothesis does it test?',
  result: 'What came of it?',
  speaks: 'What does it say of the hypothesis?',
}

describe('a test', () => {
  it('has an owner and a due time, and belongs to the asker unless they say otherwise', async () => {
    const form = await formOfLedger(office.ben, channel, 'Test…')
    await form.submit({ [labels.what]: 'bypass the ALB', [labels.minutes]: '20' })
    await office.quiet()
    expect(post(channel, '*Test*').plain).toBe('*Test* of “the ALB is failing”: bypass the ALB · ben, result in 20 min')
    expect(ledger(channel).plain).toMatch(
      /• testing: bypass the ALB · ben, due .*03:20|• testing: bypass the ALB · ben, due/,
    )
    expect(ledger(channel).buttons).toContain('Result…')
  })

  it('is announced privately to another owner and pings nobody in public', async () => {
    const form = await formOfLedger(office.ben, channel, 'Test…')
    await form.submit({ [labels.what]: 'read the <!here> logs', [labels.who]: 'ana' })
    await office.quiet()
    const line = post(channel, '*Test* of')
    expect(line.plain).toContain('for ana, result in 15 min')
    expect(line.pinged).toEqual([])
    expect(lastPrivate(office.ana, channel)).toContain('ben asks you to look, within 15 min:')
    const result = modalOf(await office.ana.press('Result…', { channel: channel.id, near: 'asks you to look' }))
    await result.submit({ [labels.result]: 'nothing in them', [labels.speaks]: 'Neither' })
    await office.quiet()
    expect(post(channel, '*Tested:*').plain).toBe('*Tested:* read the <!here> logs: nothing in them · ana')
  })

  it('is refused for a bot, once Slack has said that it is one', async () => {
    office.workspace.addUser({ id: 'UROBOT', name: 'robot', realName: 'Robot', isBot: true })
    const form = await formOfLedger(office.ben, channel, 'Test…')
    await form.submit({ [labels.what]: 'look', [labels.who]: 'robot' })
    await office.quiet()
    const again = await formOfLedger(office.ben, channel, 'Test…')
    const { errors } = await again.submit({ [labels.what]: 'look', [labels.who]: 'robot' })
    expect(errors?.[labels.who]).toMatch(/is a bot\. A test needs a person\.$/)
  })

  it('takes a result as evidence; a second result is refused, and undo reopens the test', async () => {
    await office.ben.command(channel.id, 'test bypass the ALB in 10 min')
    await office.quiet()
    const bens = await formOfLedger(office.ben, channel, 'Result…')
    const anas = await formOfLedger(office.ana, channel, 'Result…')
    await bens.submit({ [labels.result]: 'still failing', [labels.speaks]: 'It speaks against it' })
    await office.quiet()
    expect(post(channel, '*Tested:*').plain).toBe(
      '*Tested:* bypass the ALB: still failing (against “the ALB is failing”) · ben',
    )
    expect(ledger(channel).plain).toMatch(/0 for · 1 against/)
    expect(ledger(channel).plain).toContain('• tested: bypass the ALB: still failing (against)')
    const late = await anas.submit({ [labels.result]: 'fixed', [labels.speaks]: 'It speaks for it' })
    expect(late.errors?.[labels.result]).toBe('It has its result already: “still failing”.')
    await office.ben.press('Undo', { channel: channel.id })
    await office.quiet()
    expect(ledger(channel).plain).toContain('0 for · 0 against')
    expect(ledger(channel).buttons).toContain('Result…')
  })

  it('can be extended or abandoned; an outdated menu says that it has ended', async () => {
    await office.ben.command(channel.id, 'test bypass the ALB in 10 min')
    await office.quiet()
    await office.ben.command(channel.id, 'test swap the certificate in 10 min')
    await office.quiet()
    await formOfLedger(office.ben, channel, 'Result…')
    await office.ben.press('More time…', { near: 'bypass' })
    const more = formOf(office.ben)
    const less = await more.submit({ 'Result expected in (minutes from now)': '5' })
    expect(Object.values(less.errors ?? {})).toEqual([
      'It has that much time already. Give its result as soon as you know.',
    ])
    await more.submit({ 'Result expected in (minutes from now)': '40' })
    await office.quiet()
    expect(post(channel, '*More time*').plain).toBe('*More time* for the test: bypass the ALB · ben, result in 40 min')
    await formOfLedger(office.ben, channel, 'Result…')
    await formOfLedger(office.ana, channel, 'Result…')
    await office.ben.press('Give it up', { near: 'swap' })
    await office.quiet()
    expect(post(channel, '*Test given up').plain).toBe('*Test given up:* swap the certificate · ben')
    expect(JSON.stringify(formOf(office.ben).blocks)).not.toContain('swap')
    await office.ana.press('Give it up', { near: 'swap' })
    await office.quiet()
    expect(lastPrivate(office.ana, channel)).toBe('That test has ended already.')
    expect(ledger(channel).plain).not.toContain('swap')
  })
})

describe('a test by command', () => {
  it.each([
    [
      'test compare both regions in 20 min',
      '*Test* of “the ALB is failing”: compare both regions · ana, result in 20 min',
    ],
    [
      'test 1: compare both regions in 2 h',
      '*Test* of “the ALB is failing”: compare both regions · ana, result in 120 min',
    ],
    ['test 02:50 in both logs', '*Test* of “the ALB is failing”: 02:50 in both logs · ana, result in 15 min'],
    ['test 0: compare both regions', '*Test*: compare both regions · ana, result in 15 min'],
  ])('announces `%s`', async (words, line) => {
    await office.ana.command(channel.id, words)
    await office.quiet()
    expect(post(channel, '*Test*').plain).toBe(line)
  })

  it('without a hypothesis appears below the rows, with its own result', async () => {
    await office.ana.command(channel.id, 'test 0: compare both regions')
    await office.quiet()
    expect(ledger(channel).plain).toMatch(/\*Testing\*\n• testing: compare both regions · ana, due/)
    const form = await formOfLedger(office.ana, channel, 'Result…')
    expect(form.labels).toEqual([labels.result])
    await form.submit({ [labels.result]: 'both are slow' })
    await office.quiet()
    expect(ledger(channel).plain).toContain('• tested: compare both regions: both are slow')
  })

  it.each([
    ['test look in 0 min', '`in 0 min` is in the past.'],
    ['test look in -5 min', '`in -5 min` is in the past.'],
    ['test look in 3000 min', 'Within how many minutes?'],
    ['test 7: look', 'There is no hypothesis 7.'],
    ['test 1:', 'What would tell? A few words are enough.'],
  ])('refuses `%s`', async (words, sentence) => {
    const { text } = await office.ana.command(channel.id, words)
    expect(text).toContain(sentence)
    expect(posts(channel, '*Test*')).toEqual([])
  })

  it('refuses a due time in the past, in the time zone of the speaker', async () => {
    const { text } = await office.ben.command(channel.id, 'test look by 21:00')
    expect(text).toBe('21:00 is in the past. Say when the result is due, for example `in 20 min`.')
    await office.ben.command(channel.id, 'test look by 23:00')
    await office.quiet()
    expect(post(channel, '*Test*').plain).toMatch(/: look · ben, result in \d+ min/)
  })

  it('works by mention in a thread; the bare command shows the ledger', async () => {
    await office.ana.say(channel.id, '@fresheyes test ping it from outside in 5 min')
    await office.quiet()
    expect(post(channel, '*Test* of').plain).toContain('ping it from outside · ana, result in 5 min')
    expect((await office.ana.command(channel.id, 'test')).text).toContain('What we believe')
  })
})

it('works without a hypothesis when none is open, from the live message as well', async () => {
  await office.ana.command(channel.id, 'rule-out the ALB is failing: bypassed, no change')
  await office.quiet()
  const form = await formOfLedger(office.ben, channel, 'Test…')
  await form.submit({ [labels.what]: 'compare both regions' })
  await office.quiet()
  expect(post(channel, '*Test*').plain).toBe('*Test*: compare both regions · ben, result in 15 min')
})

it('does nothing from a row that was ruled out in the meantime, and says so', async () => {
  const form = await formOfLedger(office.ben, channel, 'Test…')
  await office.ana.command(channel.id, 'rule-out the ALB is failing: bypassed, no change')
  await office.quiet()
  await form.submit({ [labels.what]: 'bypass it' })
  await office.quiet()
  expect(lastPrivate(office.ben, channel)).toBe('It is ruled out already: “the ALB is failing”.')
  expect(posts(channel, '*Test*')).toEqual([])
})
