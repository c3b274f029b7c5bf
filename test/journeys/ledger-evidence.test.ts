import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { formOf } from '../support/forms.ts'
import { captured, formOfLedger, lastPrivate, ledger } from '../support/ledger.ts'
import { newIncident, post, posts } from '../support/look.ts'
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

const entry = 'An entry of the timeline'
const fresh = 'Or something new that was seen'

/** Ben adds an entry, or a new observation, as evidence for or against the hypothesis. */
async function adds(values: Record<string, string>) {
  const form = await formOfLedger(office.ben, channel, 'Evidence…')
  const answer = await form.submit(values)
  await office.quiet()
  return answer
}

describe('evidence', () => {
  it('is an entry of the timeline: counted and linked in the row, announced in one line, and undoable', async () => {
    const ts = await captured(office, office.ben, channel, { text: 'targets answer in 2 ms' })
    await adds({ [entry]: '03:00 targets answer in 2 ms', 'It speaks': 'Against it' })
    expect(post(channel, 'Evidence against *the ALB').plain).toBe(
      'Evidence against *the ALB is failing*: targets answer in 2 ms · ben',
    )
    expect(post(channel, 'Evidence against *the ALB').pinged).toEqual([])
    expect(ledger(channel).plain).toContain('0 for · 1 against')
    expect(JSON.stringify(ledger(channel).blocks)).toContain(`/p${ts.replace('.', '')}|1>`)
    await office.ben.press('Undo', { channel: channel.id })
    await office.quiet()
    expect(ledger(channel).plain).toContain('0 for · 0 against')
    expect(post(channel, 'took back').plain).toContain('~Evidence against *the ALB is failing*')
  })

  it('can be something new, recorded as an observation', async () => {
    const form = await formOfLedger(office.ben, channel, 'Evidence…')
    expect(form.labels).toEqual(['What was seen?', 'It speaks', 'Which hypothesis?'])
    await form.submit({ 'What was seen?': 'a <!here> & b time out', 'It speaks': 'For it' })
    await office.quiet()
    expect(post(channel, 'Evidence for *the ALB').plain).toBe(
      'Evidence for *the ALB is failing*: a <!here> & b time out · ben',
    )
    expect(post(channel, 'Evidence for *the ALB').pinged).toEqual([])
    expect(ledger(channel).plain).toMatch(/1 for \(.*1.*\) · 0 against/)
  })

  it('is requested in one step: an entry or something new, and for or against', async () => {
    await captured(office, office.ben, channel, { text: 'it times out' })
    const both = await adds({ [entry]: '03:00 it times out', [fresh]: 'x', 'It speaks': 'For it' })
    expect(both.errors?.[fresh]).toBe('Choose an entry or write something new, not both.')
    const neither = await adds({ 'It speaks': 'For it' })
    expect(neither.errors?.[fresh]).toBe('Choose an entry, or write what was seen.')
    await adds({ [entry]: '03:00 it times out', 'It speaks': 'For it' })
    const again = await adds({ [entry]: '03:00 it times out', 'It speaks': 'For it' })
    expect(again.errors?.[entry]).toBe('It speaks for “the ALB is failing” already.')
    await adds({ [entry]: '03:00 it times out', 'It speaks': 'Against it' })
    expect(ledger(channel).plain).toContain('0 for · 1 against')
    expect(posts(channel, 'Evidence for *the ALB')).toHaveLength(1)
  })

  it('follows its entry: it stops counting when the entry is withdrawn, and counts again when it is restored', async () => {
    const ts = await captured(office, office.ben, channel, { text: 'no target is healthy' })
    await adds({ [entry]: '03:00 no target is healthy', 'It speaks': 'For it' })
    await office.ben.unreact(channel.id, ts, 'mag')
    await office.quiet()
    expect(ledger(channel).plain).toContain('0 for · 0 against')
    await office.ben.react(channel.id, ts, 'mag')
    await office.quiet()
    expect(ledger(channel).plain).toMatch(/1 for .*· 0 against/)
  })

  it('is not added when the entry is withdrawn while the modal is open', async () => {
    const ts = await captured(office, office.ben, channel, { text: 'seen by mistake' })
    const form = await formOfLedger(office.ben, channel, 'Evidence…')
    await office.ben.unreact(channel.id, ts, 'mag')
    await office.quiet()
    const { errors } = await form.submit({ [entry]: '03:00 seen by mistake', 'It speaks': 'For it' })
    expect(errors?.[entry]).toBe('That entry was withdrawn meanwhile.')
  })

  it('can be removed in the details of the row; a second click says so', async () => {
    await adds({ 'What was seen?': 'timeouts', 'It speaks': 'For it' })
    await formOfLedger(office.ben, channel, 'Details…')
    await office.ben.press('Withdraw')
    await office.quiet()
    expect(ledger(channel).plain).toContain('0 for · 0 against')
    expect(post(channel, 'No longer evidence for').plain).toBe(
      'No longer evidence for *the ALB is failing*: timeouts · ben',
    )
    expect(JSON.stringify(formOf(office.ben).blocks)).toContain('Nothing speaks for it or against it yet.')
    await office.ben.press('Undo', { channel: channel.id })
    await office.quiet()
    expect(ledger(channel).plain).toMatch(/1 for .* · 0 against/)
  })

  it('is withdrawn once when two people do it, and the second is told', async () => {
    await adds({ 'What was seen?': 'timeouts', 'It speaks': 'For it' })
    await formOfLedger(office.ben, channel, 'Details…')
    await formOfLedger(office.ana, channel, 'Details…')
    await office.ben.press('Withdraw')
    await office.quiet()
    await office.ana.press('Withdraw')
    await office.quiet()
    expect(JSON.stringify(formOf(office.ana).blocks)).toContain('That is no evidence any more.')
    expect(posts(channel, 'No longer evidence for')).toHaveLength(1)
  })
})

describe('evidence for a hypothesis that is ruled out or parked', () => {
  it('asks whether to reopen it, and does so with the evidence by one click', async () => {
    const form = await formOfLedger(office.ben, channel, 'Evidence…')
    await office.ana.command(channel.id, 'rule-out the ALB is failing: health checks pass')
    await office.quiet()
    await form.submit({ 'What was seen?': 'one zone is down', 'It speaks': 'For it' })
    await office.quiet()
    expect(lastPrivate(office.ben, channel)).toContain(
      '“the ALB is failing” is ruled out: health checks pass.\nReopen it with this evidence?',
    )
    expect(posts(channel, 'Evidence for *the ALB')).toEqual([])
    await office.ben.press('Reopen it', { channel: channel.id })
    await office.quiet()
    expect(post(channel, '*Reopened:*').plain).toBe(
      '*Reopened:* the ALB is failing (was ruled out) · ben: one zone is down',
    )
    expect(ledger(channel).plain).toMatch(/\*1\. the ALB is failing\*\n.*\n1 for .* · 0 against/)
  })

  it('says that it is open already on a second click', async () => {
    const form = await formOfLedger(office.ben, channel, 'Evidence…')
    await office.ana.command(channel.id, 'rule-out the ALB is failing: health checks pass')
    await office.quiet()
    await form.submit({ 'What was seen?': 'one zone is down', 'It speaks': 'For it' })
    await office.quiet()
    const { ts = '' } = office.ben.ephemerals(channel.id).at(-1) ?? {}
    for (const _ of [1, 2]) {
      await office.ben.press('Reopen it', { channel: channel.id, ts })
      await office.quiet()
    }
    expect(lastPrivate(office.ben, channel)).toBe('It is open already: “the ALB is failing”.')
    expect(posts(channel, '*Reopened:*')).toHaveLength(1)
  })
})
