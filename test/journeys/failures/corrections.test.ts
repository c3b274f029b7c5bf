import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anaReadsDrafts, draftOf, posts } from '../../support/look.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { choose, openTimeline } from '../../support/timeline.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

describe('failure 15: entries cannot be edited', () => {
  it('lets people correct an entry where they read it, shows everybody the correction and keeps the original', async () => {
    const channel = await office.declare('SEV4 Search is down')
    await office.ana.command(channel.id, 'log restarted node 7')
    await office.quiet()
    await openTimeline(office.ana, channel)
    const form = await choose(office, office.ana, 'Edit', 'node 7')
    await form.submit({ 'What happened': 'restarted node 8' })
    await office.quiet()
    expect(posts(channel, 'corrected').map(({ plain }) => plain)).toEqual([
      'ana corrected “restarted node 8” · was “restarted node 7”',
    ])
    const { timeline } = await draftOf(office, channel)
    expect(timeline.filter((line) => line.includes('restarted node'))).toEqual([
      expect.stringContaining('restarted node 8'),
    ])
    await openTimeline(office.ana, channel)
    const history = await choose(office, office.ana, 'History', 'node 8')
    expect(history.plain).toContain('restarted node 7')
  })
})
