import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  callsOf,
  changed,
  decided,
  incidentWith,
  momentAt,
  refusalOf,
  typesOf,
  workspaceWith,
} from '../../../test/support/situation.ts'
import { isRefusal } from '../../core/decision.ts'
import { severityNamed } from '../../core/incident/severity.ts'
import { type Declaration, declareIncident } from './declare.ts'

const ctx = momentAt(1)
const wanted = (given: Partial<Declaration> = {}): Declaration => ({
  title: 'Checkout is slow',
  severity: 'SEV1',
  by: ana,
  channelId: 'COPS',
  ...given,
})
const source = {
  channelId: 'CALERTS',
  ts: 1_772_420_000_000_100n,
  threadTs: 1_772_419_000_000_100n,
  authorId: 'UBOT9',
  text: 'CPU at 97 %',
  isPrivate: false,
}

describe('a declaration', () => {
  it('gives the incident its number and first entry', () => {
    const decision = decided(declareIncident(workspaceWith(), wanted({ title: '  Checkout \n is   slow ' }), ctx))
    expect(typesOf(decision)).toEqual(['incident.declared', 'entry.added'])
    expect(changed(decision, 'incident.declared')[0]).toMatchObject({
      number: 13,
      title: 'Checkout is slow',
      severity: 'SEV1',
      mode: 'live',
      by: ana.id,
      at: ctx.now,
      detectedAt: null,
    })
    expect(changed(decision, 'entry.added')[0]?.entry).toMatchObject({
      kind: 'status',
      text: 'Declared as SEV1: Checkout is slow',
    })
  })

  it('asks for the channel; whoever declared is told when it cannot be had', () => {
    const decision = decided(declareIncident(workspaceWith(), wanted(), ctx))
    expect(callsOf(decision)).toEqual(['create_channel'])
    expect(decision.send[0]).toMatchObject({
      call: { name: 'inc-13-checkout-is-slow', isPrivate: false },
      tell: { person: ana.id },
    })
  })

  it('is announced where announcements go', () => {
    const here = momentAt(1, { announcementChannel: 'CNEWS' })
    expect(decided(declareIncident(workspaceWith(), wanted(), here)).send.at(-1)).toMatchObject({
      to: { channel: 'CNEWS' },
      call: { do: 'refresh', liveMessage: 'announcement', bookmark: 'Announcement of INC-13' },
      tell: { person: ana.id },
    })
  })

  it.each([
    [undefined, 'SEV2'],
    ['', 'SEV2'],
    ['sev3', 'SEV3'],
    ['SEV4', 'SEV4'],
  ])('as %s is %s', (severity, expected) => {
    const decision = decided(declareIncident(workspaceWith(), wanted({ severity }), ctx))
    expect(changed(decision, 'incident.declared')[0]?.severity).toBe(expected)
  })

  it('where there is but one severity has that one', () => {
    expect(severityNamed(undefined, momentAt(0, { severities: [{ name: 'P1', meaning: 'x' }] }))).toBe('P1')
  })

  it.each([
    ['without a title', { title: ' \n ' }, 'What is wrong?', 'title'],
    ['with too long a title', { title: 'x'.repeat(501) }, 'under 500 characters', 'title'],
    [
      'with a severity there is not',
      { severity: 'SEV9' },
      'There is no severity `SEV9`. Use `SEV1`, `SEV2`',
      'severity',
    ],
  ])('%s is refused, at the field', (_, given, sentence, field) => {
    const outcome = declareIncident(workspaceWith(), wanted(given), ctx)
    expect(refusalOf(outcome)).toContain(sentence)
    expect(isRefusal(outcome) && outcome.field).toBe(field)
  })

  it('of 500 characters is none too many', () => {
    expect(typesOf(decided(declareIncident(workspaceWith(), wanted({ title: 'x'.repeat(500) }), ctx)))).toHaveLength(2)
  })
})

describe('the same again', () => {
  const open = (given = {}) => workspaceWith(incidentWith({ declaredAt: at(0), ...given }))
  it.each([
    ['by the same person within two minutes is the same incident', open(), wanted(), 2, true],
    ['with other spaces too', open(), wanted({ title: ' Checkout  is slow' }), 1, true],
    ['in another severity too', open(), wanted({ severity: 'SEV3' }), 1, true],
    ['later is another', open(), wanted(), 2.1, false],
    ['by somebody else is another', open(), wanted({ by: ben }), 1, false],
    ['with another title is another', open(), wanted({ title: 'Checkout is down' }), 1, false],
  ])('%s', (_, state, again, minutes, isSame) => {
    const decision = decided(declareIncident(state, again, momentAt(minutes)))
    expect(decision.changes.length === 0).toBe(isSame)
    expect(JSON.stringify(decision.answer)).toContain(isSame ? 'No second one was made' : 'is declared')
  })
})

describe('from a message', () => {
  const decision = decided(declareIncident(workspaceWith(), wanted({ source }), ctx))

  it('was detected when the message was written', () => {
    expect(changed(decision, 'incident.declared')[0]?.detectedAt).toEqual(new Date('2026-03-02T02:53:20.000Z'))
  })

  it('has of a private conversation only the words of the title, and fetches nobody else', () => {
    const hidden = { ...source, isPrivate: true, authorId: 'UBEN' }
    const declared = decided(declareIncident(workspaceWith(), wanted({ source: hidden }), ctx))
    expect(changed(declared, 'entry.added')[1]?.entry).toMatchObject({
      text: 'Checkout is slow',
      state: 'shown',
      authorId: 'UBEN',
    })
    expect(callsOf(declared)).not.toContain('fetch_entry')
    expect(callsOf(declared)).toContain('fetch_person')
  })

  it('has the message as an entry, its text and names still to be fetched', () => {
    expect(changed(decision, 'entry.added')[1]?.entry).toMatchObject({
      kind: 'observation',
      state: 'pending',
      channelId: 'CALERTS',
      messageTs: source.ts,
      threadTs: source.threadTs,
      authorId: 'UBOT9',
      recorderId: ana.id,
      captured: true,
      occurredAt: new Date('2026-03-02T02:53:20.000Z'),
    })
    expect(decision.send.at(-1)).toMatchObject({
      to: { channel: 'CALERTS' },
      call: { do: 'fetch_entry', ts: '1772420000.000100', thread: '1772419000.000100' },
    })
  })
})
