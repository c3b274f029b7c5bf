import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, newIncident, post } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  channel = await newIncident(office, 'SEV3')
  await office.ben.join(channel.id)
})
afterAll(() => office.close())

async function undoLast(person: Person): Promise<string | undefined> {
  const line = person.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))
  await person.press('Undo', { channel: channel.id, ts: line?.ts ?? '' })
  await office.quiet()
  return person.ephemerals(channel.id).at(-1)?.plain
}

describe('Undo', () => {
  it('restores a severity in the topic, the announcement and the draft', async () => {
    await office.ana.command(channel.id, 'severity SEV1 everybody is hit')
    await office.quiet()
    expect(channel.topic).toContain('SEV1')
    await undoLast(office.ana)
    expect(channel.topic).toContain('SEV3')
    expect(post(office.announcements, `INC-`).plain).toContain('SEV3')
    expect(post(channel, 'took back').plain).toBe('ana took back: ~*SEV3 → SEV1*: everybody is hit~')
    expect((await draftOf(office, channel)).markdown).not.toContain('everybody is hit')
  })

  it('restores a status with the times it had set', async () => {
    await office.ana.command(channel.id, 'status monitoring')
    await office.ana.command(channel.id, 'resolve it is over')
    await office.quiet()
    await undoLast(office.ana)
    const { markdown } = await draftOf(office, channel)
    expect(markdown).toContain('| Status | monitoring |')
    expect(markdown).toContain('| Resolved | not recorded |')
    expect(markdown).not.toContain('it is over')
  })

  it('is refused once somebody has changed the same thing', async () => {
    await office.ana.command(channel.id, 'status investigating it is back')
    await office.pass(1)
    await office.ben.command(channel.id, 'status identified found it')
    await office.quiet()
    expect(await undoLast(office.ana)).toBe('It has been changed again since: undo that first.')
  })

  it('is refused when it is too late, and says what can still be done', async () => {
    await office.pass(16)
    expect(await undoLast(office.ben)).toBe(
      'That was 16 min ago; undoing works for 15 min. `/incident` shows what you can change.',
    )
  })
})

describe('Undo after an upgrade', () => {
  /** Stores the latest action's inverse as another release would have. */
  async function changeLatestInverse(inverse: string): Promise<void> {
    const client = new pg.Client({ connectionString: office.databaseUrl })
    await client.connect()
    const latest = `SELECT a.id FROM "UndoableAction" a JOIN "Incident" i ON i.id = a."incidentId"
      WHERE i."channelId" = '${channel.id}' ORDER BY a.at DESC LIMIT 1`
    const { rowCount } = await client.query(`UPDATE "UndoableAction" SET inverse = ${inverse} WHERE id IN (${latest})`)
    await client.end()
    expect(rowCount).toBe(1)
  }

  it.each([
    ['with a field that was renamed', `replace(inverse::text, '"to"', '"severity"')::jsonb`],
    ['with a field that this release does not know', `jsonb_set(inverse, '{0,reason}', '"wrong"')`],
    ['with a value of another type', `jsonb_set(inverse, '{0,to}', '3')`],
    ['with a time that is none', `jsonb_set(inverse, '{0,to}', '{"$date": "SEV3"}')`],
    ['with a number that is none', `jsonb_set(inverse, '{0,to}', '{"$bigint": "SEV3"}')`],
    ['of a change that this release does not know', `jsonb_set(inverse, '{0,type}', '"incident.gravity"')`],
    ['of a change that undoes nothing', `jsonb_set(inverse, '{0,type}', '"incident.declared"')`],
    ['whose last change is unknown', `inverse || '[{"type": "entry.unsaid", "entryId": "e"}]'`],
    ['of another form altogether', `'{"severity": "SEV3"}'`],
  ])('an inverse %s is refused, and nothing changes', async (_, inverse) => {
    channel = await newIncident(office, 'SEV3')
    await office.ana.command(channel.id, 'severity SEV1 everybody is hit')
    await office.quiet()
    await changeLatestInverse(inverse)
    expect(await undoLast(office.ana)).toBe('That cannot be undone any more: I was upgraded since.')
    expect(channel.topic).toContain('SEV1')
    expect(channel.messages().filter(({ plain }) => plain.includes('took back'))).toEqual([])
    expect((await draftOf(office, channel)).markdown).toContain('everybody is hit')
  })

  it('what another release has done since may have changed the same thing, so it is refused too', async () => {
    channel = await newIncident(office, 'SEV3')
    await office.ana.command(channel.id, 'severity SEV1')
    await office.pass(1)
    await office.ben.command(channel.id, 'log first look')
    await office.quiet()
    await changeLatestInverse(`jsonb_set(inverse, '{0,type}', '"entry.unsaid"')`)
    expect(await undoLast(office.ana)).toBe('That cannot be undone any more: I was upgraded since.')
    expect(channel.topic).toContain('SEV1')
  })
})

describe('Undo in the ledger', () => {
  /** The ledger as Ana sees it on request. */
  async function ledger(): Promise<string> {
    const reply = await office.ana.command(channel.id, 'hyp')
    return reply.text ?? ''
  }

  it('reopens a hypothesis ruled out by mistake, and removes the reason', async () => {
    channel = await newIncident(office, 'SEV4')
    await office.ana.command(channel.id, 'hyp the cache is cold')
    await office.pass(1)
    await office.ana.command(channel.id, 'rule-out the cache is cold: wrong dashboard')
    await office.quiet()
    expect(await ledger()).toContain('nothing is open')
    await undoLast(office.ana)
    expect(await ledger()).toContain('the cache is cold')
    expect((await draftOf(office, channel)).markdown).not.toContain('wrong dashboard')
  })

  it('removes a hypothesis, and one that was only ruled out', async () => {
    await office.ana.command(channel.id, 'rule-out DDoS: no')
    await office.quiet()
    await undoLast(office.ana)
    await office.pass(1)
    await office.ana.command(channel.id, 'hyp gremlins')
    await office.quiet()
    await undoLast(office.ana)
    const text = await ledger()
    expect(text).not.toContain('gremlins')
    expect(text).not.toContain('DDoS')
  })
})
