import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  callsOf,
  changed,
  contextAt,
  decided,
  incidentWith,
  refusalOf,
  typesOf,
  workspaceWith,
} from '../../../test/support/situation.ts'
import { isRefusal } from '../../core/decision.ts'
import { severityNamed } from '../../core/incident/severity.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { incidentDeclared } from './changes.ts'
import { type Declaration, declareIncident } from './declare.ts'

const ctx = contextAt(1)
const wanted = (given: Partial<Declaration> = {}): Declaration => ({
  title: 'Checkout is slow',
  severity: 'SEV1',
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

describe('declaring an incident', () => {
  it('gives the incident its number and first entry', () => {
    const decision = decided(
      declareIncident({ ...ctx, state: workspaceWith(), by: ana }, wanted({ title: '  Checkout \n is   slow ' })),
    )
    expect(typesOf(decision)).toEqual(['incident.declared', 'entry.added'])
    expect(changed(decision, incidentDeclared)[0]).toMatchObject({
      number: 13,
      title: 'Checkout is slow',
      severity: 'SEV1',
      mode: 'live',
      by: ana.id,
      at: ctx.now,
      detectedAt: null,
    })
    expect(changed(decision, entryAdded)[0]?.entry).toMatchObject({
      kind: 'status',
      text: 'Declared as SEV1: Checkout is slow',
    })
  })

  it('requests the channel, and tells the declarer if that fails', () => {
    const decision = decided(declareIncident({ ...ctx, state: workspaceWith(), by: ana }, wanted()))
    expect(callsOf(decision)).toEqual(['create_channel'])
    expect(decision.send[0]).toMatchObject({
      call: { name: 'inc-13-checkout-is-slow', isPrivate: false },
      tell: { person: ana.id },
    })
  })

  it('announces it in the announcement channel', () => {
    const here = contextAt(1, { announcementChannel: 'CNEWS' })
    expect(decided(declareIncident({ ...here, state: workspaceWith(), by: ana }, wanted())).send.at(-1)).toMatchObject({
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
  ])('with severity %s declares %s', (severity, expected) => {
    const decision = decided(declareIncident({ ...ctx, state: workspaceWith(), by: ana }, wanted({ severity })))
    expect(changed(decision, incidentDeclared)[0]?.severity).toBe(expected)
  })

  it('defaults to the only severity when one is configured', () => {
    expect(severityNamed(undefined, contextAt(0, { severities: [{ name: 'P1', meaning: 'x' }] }))).toBe('P1')
  })

  it.each([
    ['without a title', { title: ' \n ' }, 'What is wrong?', 'title'],
    ['with too long a title', { title: 'x'.repeat(501) }, 'under 500 characters', 'title'],
    ['with an unknown severity', { severity: 'SEV9' }, 'There is no severity `SEV9`. Use `SEV1`, `SEV2`', 'severity'],
  ])('%s is refused at its field', (_, given, sentence, field) => {
    const outcome = declareIncident({ ...ctx, state: workspaceWith(), by: ana }, wanted(given))
    expect(refusalOf(outcome)).toContain(sentence)
    expect(isRefusal(outcome) && outcome.field).toBe(field)
  })

  it('accepts a title of 500 characters', () => {
    expect(
      typesOf(
        decided(declareIncident({ ...ctx, state: workspaceWith(), by: ana }, wanted({ title: 'x'.repeat(500) }))),
      ),
    ).toHaveLength(2)
  })
})

describe('declaring twice', () => {
  const open = (given = {}) => workspaceWith(incidentWith({ declaredAt: at(0), ...given }))
  it.each([
    ['gives the same incident by the same person within two minutes', open(), wanted(), 2, true],
    ['gives the same incident with other spaces', open(), wanted({ title: ' Checkout  is slow' }), 1, true],
    ['gives the same incident in another severity', open(), wanted({ severity: 'SEV3' }), 1, true],
    ['gives another incident later', open(), wanted(), 2.1, false],
    ['gives another incident by somebody else', open({ declaredBy: ben.id }), wanted(), 1, false],
    ['gives another incident with another title', open(), wanted({ title: 'Checkout is down' }), 1, false],
  ])('%s', (_, state, again, minutes, isSame) => {
    const decision = decided(declareIncident({ ...contextAt(minutes), state, by: ana }, again))
    expect(decision.changes.length === 0).toBe(isSame)
    expect(JSON.stringify(decision.answer)).toContain(isSame ? 'No second one was made' : 'is declared')
  })
})

describe('declaring from a message', () => {
  const decision = decided(declareIncident({ ...ctx, state: workspaceWith(), by: ana }, wanted({ source })))

  it('sets the time of detection to the message’s', () => {
    expect(changed(decision, incidentDeclared)[0]?.detectedAt).toEqual(new Date('2026-03-02T02:53:20.000Z'))
  })

  it('records only the title of a private message, and fetches only its author', () => {
    const hidden = { ...source, isPrivate: true, authorId: 'UBEN' }
    const declared = decided(declareIncident({ ...ctx, state: workspaceWith(), by: ana }, wanted({ source: hidden })))
    expect(changed(declared, entryAdded)[1]?.entry).toMatchObject({
      text: 'Checkout is slow',
      state: 'shown',
      authorId: 'UBEN',
    })
    expect(callsOf(declared)).not.toContain('fetch_entry')
    expect(callsOf(declared)).toContain('fetch_person')
  })

  it('records the message as a pending entry, and fetches its text and names', () => {
    expect(changed(decision, entryAdded)[1]?.entry).toMatchObject({
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
