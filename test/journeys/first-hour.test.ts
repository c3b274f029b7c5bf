import { afterEach, describe, expect, it } from 'vitest'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
afterEach(() => office.close())

describe.each(['http', 'socket'] as const)('an incident over %s', (transport) => {
  it('is declared by one command: channel, topic, opening post, announcement', async () => {
    office = await openOffice({ transport })
    const { ana, ops } = office
    const reply = await ana.command(ops.id, 'declare SEV1 Checkout is slow')
    expect(reply.text).toContain('INC-1')
    await office.quiet()
    const channel = office.incidentChannel()
    expect(channel.name).toBe('inc-1-checkout-is-slow')
    expect(channel.members).toContain('UANA')
    expect(channel.topic).toBe('INC-1 · SEV1 · Checkout is slow')
    expect(channel.messages().some((message) => message.plain.includes('Declared by'))).toBe(true)
    expect(office.announcements.messages()).toHaveLength(1)
  })
})
