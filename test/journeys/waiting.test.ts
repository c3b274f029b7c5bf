import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, newIncident, post, posts } from '../support/look.ts'
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

async function undo(): Promise<void> {
  const line = office.ana.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))
  await office.ana.press('Undo', { channel: channel.id, ts: line?.ts ?? '' })
  await office.quiet()
}

const waits = async () => linesOf(await draftOf(office, channel), 'waiting')

describe('waiting', () => {
  it('says without arguments that nothing is waited for, with an example', async () => {
    expect(await says('waiting')).toBe(
      'Nothing is being waited for. For example: `/incident waiting AWS support: case 123`',
    )
    expect(await says('waiting done they called')).toContain('Nothing is being waited for.')
  })

  it('begins with one public line, which is also the entry', async () => {
    expect(await says('waiting AWS support: case 123 <https://aws/1>')).toBe(
      'Waiting on AWS support: case 123 https://aws/1',
    )
    expect(post(channel, 'Waiting on').plain).toBe('Waiting on *AWS support*: case 123 https://aws/1 · ana')
    expect(await waits()).toEqual([expect.stringContaining('Waiting on AWS support: case 123')])
  })

  it('is listed with its age', async () => {
    await office.pass(12)
    await says('waiting on the DBA')
    expect(await says('waiting')).toMatch(
      /^• Waiting on \*AWS support\* since .* \(12 min\): case 123 https:\/\/aws\/1\n• Waiting on \*the DBA\* since .* \(0 s\)$/,
    )
  })

  it('is refused a second time for the same party', async () => {
    expect(await says('waiting aws SUPPORT: again')).toContain('already. `/incident waiting done …` ends it.')
  })

  it('ends the named wait on `done`, otherwise the latest', async () => {
    expect(await says('waiting done AWS Support: it was them')).toBe(
      'No longer waiting on AWS support after 12 min: it was them',
    )
    expect(await says('waiting done she looked')).toBe('No longer waiting on the DBA after 0 s: she looked')
    expect(await says('waiting')).toContain('Nothing is being waited for.')
  })

  it('resumes when its end is undone, and disappears when its start is undone', async () => {
    await undo()
    expect(await says('waiting')).toContain('Waiting on *the DBA*')
    await says('waiting done')
    await says('waiting nobody: a slip')
    await undo()
    expect(await says('waiting')).toContain('Nothing is being waited for.')
    expect(await waits()).toHaveLength(4)
    expect(posts(channel, 'took back')).toHaveLength(2)
  })

  it.each([
    ['a name that is too long', `waiting ${'very '.repeat(30)}long`, 'Waiting on whom?'],
    ['an escaped name', 'waiting <!channel> & co', 'Waiting on @channel &amp; co'],
  ])('handles %s', async (_what, words, sentence) => {
    expect(await says(words)).toContain(sentence)
    expect(posts(channel, 'on *@channel').flatMap(({ pinged }) => pinged)).toEqual([])
  })
})
