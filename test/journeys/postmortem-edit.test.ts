import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { post, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import {
  closedIncident,
  editing,
  lastFile,
  lastPrivate,
  linesAbout,
  standingFor,
  textField,
  writes,
} from '../support/post-mortem.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

async function exported(channel: Parameters<typeof standingFor>[2], words = ''): Promise<string> {
  await office.ben.command(channel.id, `export md ${words}`.trim())
  await office.quiet()
  return lastFile(channel)
}

describe('the post-mortem after close', () => {
  it('is offered behind the draft, to everybody, with one button; anyone may look', async () => {
    const channel = await closedIncident(office)
    const offer = post(channel, 'What is missing, who is to fill it')
    expect(offer.buttons).toEqual(['Post-mortem'])
    await office.cleo.press('Post-mortem', { channel: channel.id, ts: offer.ts })
    await office.quiet()
    const { plain, buttons } = lastPrivate(office.cleo)
    expect(plain).toContain('draft · form standard · next review Wed, 1 Apr 2026')
    expect(plain).toContain('• *Summary*: What happened, in three sentences. _For Ben Berg._')
    expect(plain).toContain('Nobody has written in it yet')
    expect(buttons).toEqual(expect.arrayContaining(['Summary (missing)', 'Timeline', 'Form…', 'Publish…']))
  })

  it('is edited section by section: one public line without the text, which stands in every file from then on', async () => {
    const channel = await closedIncident(office)
    await writes(office, office.ben, channel, 'Summary (missing)', 'The pool ran **dry** at noon.')
    expect(linesAbout(channel)).toEqual(['*Post-mortem* · ben · wrote *Summary*.'])
    expect(section(await exported(channel), 'Summary').trim()).toBe('The pool ran **dry** at noon.')
    const stands = await standingFor(office, office.ben, channel)
    expect(stands).toContain('• *Summary*: Ben Berg, ')
    expect(stands).not.toContain('*Summary*: What happened')
    await office.restart()
    expect((await editing(office, office.ana, channel, 'Summary')).values[textField]).toMatchObject({
      value: 'The pool ran **dry** at noon.',
    })
  })
})
