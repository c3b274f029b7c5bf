import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { buildRegistry } from '../../src/core/feature/registry.ts'
import { modalOf, post } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { coffeeFeature } from './coffee/index.ts'
import { coffeeTable } from './coffee/store.ts'

describe('a feature of one folder and one registration', () => {
  let office: Office
  let channel: Channel
  beforeAll(async () => {
    office = await openOffice({ features: [coffeeFeature], spoilsDatabase: true })
    await office.app.database.transact(async (tx) => void (await tx.$executeRawUnsafe(coffeeTable)))
    channel = await office.declare('SEV1 Checkout is slow')
    await office.ben.join(channel.id)
    await office.ben.command(channel.id, 'commander')
    await office.quiet()
  })
  afterAll(() => office.close())

  const shown = () => post(channel, 'Coffee: ')

  it('reminds the channel until it no longer has to', async () => {
    await office.pass(61)
    expect(post(channel, 'Nobody has had coffee').buttons).toEqual(['Bring one', 'Snooze 30 min', 'Not needed'])
    await office.ana.press('Bring one', { near: 'Nobody has had coffee' })
    await office.quiet()
    expect(post(channel, 'There was coffee.').buttons).toEqual([])
  })

  it('saves its change, shows its live message, and keeps both over a restart', async () => {
    expect(shown().plain).toBe('Coffee: ana')
    await office.restart()
    await office.ben.command(channel.id, 'coffee <@UCLEO|cleo>')
    await office.quiet()
    expect(shown().plain).toBe('Coffee: ana, cleo')
    expect(channel.messages().filter(({ plain }) => plain.startsWith('Coffee: '))).toHaveLength(1)
  })

  it('counts for operators', async () => {
    const text = await (await fetch(`http://127.0.0.1:${office.app.pagesPort}/metrics`)).text()
    expect(text).toContain('fresheyes_coffees 2')
  })

  it('refuses in its own words', async () => {
    await office.ben.command(channel.id, 'coffee <@UANA|ana>')
    expect(office.ben.ephemerals(channel.id).at(-1)?.plain).toBe('They have had one already.')
  })

  it('is undone like anything else, and its message follows', async () => {
    await office.ben.press('Undo', { channel: channel.id })
    await office.quiet()
    expect(shown().plain).toBe('Coffee: ana')
  })

  it('has its place on the panel and in the help', async () => {
    await office.ben.command(channel.id, '')
    const panel = office.ben.ephemerals(channel.id).at(-1)
    const form = modalOf(await office.ben.press('Coffee…', { channel: channel.id, ts: panel?.ts ?? '' }))
    await form.submit({ 'For whom?': 'UBEN' })
    await office.quiet()
    expect(shown().plain).toBe('Coffee: ana, ben')
    await office.ben.command(channel.id, 'help coffee')
    expect(office.ben.ephemerals(channel.id).at(-1)?.plain).toContain('bring somebody a coffee')
  })
})

it('is refused at the start, with both named, if another feature has its names', () => {
  const twin = { ...coffeeFeature, name: 'tea' }
  expect(() => buildRegistry([coffeeFeature, twin])).toThrow('two features claim the command "coffee": coffee and tea')
})
