import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, newIncident, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  channel = await newIncident(office)
})
afterAll(() => office.close())

async function says(words: string): Promise<string> {
  const { text } = await office.ana.command(channel.id, words)
  await office.quiet()
  return text ?? ''
}

const lessons = async () => section((await draftOf(office, channel)).markdown, 'Lessons')

describe('a lesson', () => {
  it('is a gap in the draft, which names the kinds, when there is none', async () => {
    expect(await lessons()).toContain('What went well, what went wrong, where we got lucky, what surprised us')
  })

  it('is announced in one public line, shown back with an Undo, and listed in the draft under its heading', async () => {
    expect(await says('lesson badly nobody knew where the <runbook> is')).toBe(
      'Went badly: nobody knew where the &lt;runbook&gt; is',
    )
    expect(office.ana.ephemerals(channel.id).at(-1)?.buttons).toEqual(['Undo'])
    expect(post(channel, 'Went badly').plain).toBe('Went badly: nobody knew where the <runbook> is · ana')
    expect(await lessons()).toContain('**Missing.** Nothing yet: went well.')
    await says('lesson WELL the rollback took 40 s')
    await says('lesson uncaught no alert on pool size')
    const text = await lessons()
    expect(text).toMatch(/\*\*Went well\*\*\n\n- .*the rollback took 40 s/)
    expect(text).toMatch(/\*\*Went badly\*\*\n\n- .*nobody knew where the/)
    expect(text.indexOf('Went well')).toBeLessThan(text.indexOf('Went badly'))
    expect(text).not.toContain('Missing')
  })

  it('can be about luck or surprise, which leave no gap when there is none', async () => {
    await says('lesson lucky it was not Black Friday')
    await says('lesson surprise the pool is shared')
    expect(await lessons()).not.toContain('Missing')
  })

  it('disappears from the draft when it is undone', async () => {
    await says('lesson lucky a slip')
    const line = office.ana.ephemerals(channel.id).at(-1)
    await office.ana.press('Undo', { channel: channel.id, ts: line?.ts ?? '' })
    await office.quiet()
    expect(post(channel, 'took back').plain).toBe('ana took back: ~Got lucky: a slip~')
    expect(await lessons()).not.toContain('a slip')
  })

  it.each([
    ['lesson', 'What kind of lesson?'],
    ['lesson good it went fast', 'What kind of lesson? One of well, badly, lucky, surprise, uncaught. For example:'],
    ['lesson lucky', 'What is there to learn? For example: /incident lesson badly'],
  ])('refuses "%s" with the kinds or an example, and stores nothing', async (words, sentence) => {
    const before = posts(channel, '').length
    expect((await says(words)).replaceAll('`', '')).toContain(sentence)
    expect(posts(channel, '')).toHaveLength(before)
  })

  it('after close is accepted from those responsible for the incident', async () => {
    await says('resolve it is over')
    await says('close now')
    await office.cleo.join(channel.id)
    const { text } = await office.cleo.command(channel.id, 'lesson well it ended')
    expect(text).toContain('Only the commander, the owner or an admin may do this.')
    expect(await says('lesson well it ended')).toBe('Went well: it ended')
  })
})
