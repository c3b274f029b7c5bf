import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anaReadsDrafts, draftOf, linesOf, modalOf, newIncident, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

/** The one ledger in the channel. */
const ledger = (channel: Parameters<typeof post>[0]) => post(channel, 'What we believe')

const rowButtons = ['Test…', 'Evidence…', 'Leads', 'Rule out…', 'Confirm…', 'Park…', 'Details…']

describe('the ledger', () => {
  it('is one message edited in place: open hypotheses with buttons, closed ones below', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ana.command(channel.id, 'hyp the ALB is failing')
    await ben.command(channel.id, 'hyp the cache is cold')
    await office.quiet()
    expect(post(channel, 'Hypothesis: *the ALB').plain).toBe('Hypothesis: *the ALB is failing* · ana')
    const { plain, buttons } = ledger(channel)
    expect(plain).toContain('*1. the ALB is failing*')
    expect(plain).toMatch(/open since .* · ana\n0 for · 0 against · no test/)
    expect(plain).toContain('*2. the cache is cold*')
    expect(buttons).toEqual([...rowButtons, ...rowButtons, 'Hypothesis…', 'Unexplained…'])
    const first = ledger(channel).ts
    await ana.command(channel.id, 'rule-out the alb is failing.: its health checks pass')
    await office.quiet()
    expect(ledger(channel).ts).toBe(first)
    expect(ledger(channel).plain).toContain('~the ALB is failing~ ruled out: its health checks pass')
    expect(ledger(channel).buttons).toEqual([...rowButtons, 'Hypothesis…', 'Unexplained…', 'Reopen…'])
    const alone = await ana.command(channel.id, 'hyp')
    expect(alone.text).toContain('What we believe: the cache is cold')
  })

  it('holds a hypothesis once, whatever its spelling, even after it was ruled out', async () => {
    const channel = await newIncident(office)
    const { ana } = office
    await ana.command(channel.id, 'hyp DNS is slow')
    const again = await ana.command(channel.id, 'hyp  dns is SLOW!')
    expect(again.text).toBe('It is in the ledger already, open: “DNS is slow”.')
    await ana.command(channel.id, 'rule-out DNS is slow: dig answers in 2 ms')
    const later = await ana.command(channel.id, 'hyp dns is slow')
    expect(later.text).toBe('It is in the ledger already, ruled out: “DNS is slow”.')
    const twice = await ana.command(channel.id, 'rule-out dns is slow: again')
    expect(twice.text).toContain('It is ruled out already')
    await office.quiet()
    expect(posts(channel, 'Ruled out:')).toHaveLength(1)
  })

  it('can rule out something that was never tracked', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'rule-out DDoS: no anomaly: traffic is normal')
    await office.quiet()
    expect(post(channel, '*Ruled out:*').plain).toBe('*Ruled out:* DDoS · ana: no anomaly: traffic is normal')
    expect(ledger(channel).plain).toContain('~DDoS~ ruled out: no anomaly: traffic is normal')
    expect(ledger(channel).plain).toContain('Nothing is open.')
    const draft = await draftOf(office, channel)
    expect(section(draft.markdown, 'Causes')).toContain('**Ruled out**\n\n- DDoS: no anomaly: traffic is normal')
    expect(linesOf(draft, 'evidence')).toEqual([expect.stringContaining('Ruled out: DDoS.')])
  })

  it.each(['rule-out', 'rule-out DDoS', 'rule-out DDoS:'])('asks for what and why after `%s`', async (words) => {
    const channel = await newIncident(office)
    const { text } = await office.ana.command(channel.id, words)
    expect(text).toBe('What, and why? For example: `/incident rule-out DDoS: traffic is normal`')
  })

  it('refuses a hypothesis of more than 300 characters', async () => {
    const channel = await newIncident(office)
    const { text } = await office.ana.command(channel.id, `hyp ${'x'.repeat(301)}`)
    expect(text).toContain('300 characters')
  })
})

describe('its buttons', () => {
  it('Rule out asks for a reason and keeps the hypothesis open without one', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    await ana.command(channel.id, 'hyp a bad deploy')
    await office.quiet()
    const modal = modalOf(await ben.press('Rule out…', { channel: channel.id }))
    expect(modal.labels).toEqual(['Why is it ruled out?'])
    expect(JSON.stringify(modal.blocks)).toContain('a bad deploy')
    const empty = await modal.submit({ 'Why is it ruled out?': ' ' })
    expect(empty.errors?.['Why is it ruled out?']).toContain('Say why in a few words')
    await modal.submit({ 'Why is it ruled out?': 'nothing was deployed today' })
    await office.quiet()
    expect(post(channel, '*Ruled out:*').plain).toBe('*Ruled out:* a bad deploy · ben: nothing was deployed today')
    expect(ledger(channel).buttons).toEqual(['Hypothesis…', 'Unexplained…', 'Test…', 'Reopen…'])
  })

  it('Confirm asks for the evidence, and the draft then has a cause and no gap', async () => {
    const channel = await newIncident(office)
    const { ana } = office
    for (const words of ['memory leak in the worker', 'no alarm on memory', 'a bad disk'])
      await ana.command(channel.id, `hyp ${words}`)
    await office.quiet()
    const press = (near: string) => ana.press('Confirm…', { channel: channel.id, near })
    const cause = modalOf(await press('memory leak'))
    expect(cause.labels).toEqual(['What shows it?', 'It is'])
    await cause.submit({ 'What shows it?': 'the heap grows 40 MB a minute' })
    const factor = modalOf(await press('no alarm'))
    await factor.submit({ 'What shows it?': 'nobody was paged', 'It is': 'A contributing factor' })
    await office.quiet()
    expect(post(channel, '*Confirmed as the cause:*').plain).toContain('memory leak in the worker · ana: the heap')
    expect(post(channel, '*Confirmed as contributing:*').plain).toContain('no alarm on memory')
    expect(ledger(channel).plain).toContain('*memory leak in the worker* confirmed: the heap grows 40 MB a minute')
    expect(ledger(channel).plain).toContain('*no alarm on memory* confirmed as contributing')
    const causes = section((await draftOf(office, channel)).markdown, 'Causes')
    expect(causes).toContain('**Cause**\n\n- memory leak in the worker: the heap grows 40 MB a minute')
    expect(causes).toContain('**Contributing**\n\n- no alarm on memory: nobody was paged')
    expect(causes).not.toContain('Missing')
  })

  it('tell the second of two people that the hypothesis was ruled out already', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    await office.quiet()
    await ana.command(channel.id, 'hyp a flaky switch')
    await office.quiet()
    const anas = modalOf(await ana.press('Rule out…', { channel: channel.id }))
    const bens = modalOf(await ben.press('Confirm…', { channel: channel.id }))
    await anas.submit({ 'Why is it ruled out?': 'replaced, no change' })
    await bens.submit({ 'What shows it?': 'the lights blink' })
    await office.quiet()
    expect(ben.ephemerals(channel.id).at(-1)?.plain ?? ben.directMessages().at(-1)?.plain).toContain(
      'It is ruled out already',
    )
    expect(posts(channel, '*Confirmed')).toEqual([])
  })

  it('leave a history in the draft: what was believed, from when to when, and why it ended', async () => {
    const channel = await newIncident(office)
    const from = office.clock.now().toISOString().slice(11, 16)
    await office.ana.command(channel.id, 'hyp the proxy | the gateway')
    await office.pass(25)
    const until = office.clock.now().toISOString().slice(11, 16)
    await office.ben.command(channel.id, 'rule-out the proxy the gateway: bypassed, no change')
    const beliefs = section((await draftOf(office, channel)).markdown, 'What we believed and when')
    const links = [...beliefs.matchAll(/\]\((https:[^)]*)\)/g)].map(([, link]) => link)
    expect(links).toHaveLength(2)
    expect(beliefs.replace(/\[([^\]]*)\]\(https:[^)]*\)/g, '$1')).toContain(
      `| the proxy \\| the gateway | ana | 2 Mar 2026, ${from} | 2 Mar 2026, ${until} | 25 min | none | none | ruled out: bypassed, no change |`,
    )
  })
})
