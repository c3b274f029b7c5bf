import { describe, expect, it } from 'vitest'
import { briefWith, line, profile, sentBrief } from '../../../test/support/brief.ts'
import { ana, at, callsOf, changed, contextAt, stateWith, typesOf } from '../../../test/support/situation.ts'
import type { CallOutcome, Profile } from '../../core/outbox/outcome.ts'
import { briefDrafted } from './changes.ts'
import { handleFoundCandidates, handleUndeliveredBrief } from './find-recipient.ts'
import type { Brief } from './model.ts'
import { pickLeastRecentlyAsked } from './recipient.ts'

const stateOf = (...briefs: Brief[]) => stateWith({ briefs })

describe('picking a recipient', () => {
  const known = {
    insiders: new Set(['UBEN']),
    asked: [] as { id: string; at: Date }[],
    pending: new Set<string>(),
  }
  const all = ['UANA', 'UBEN', 'UDANA', 'UERIK', 'UFAY'].map((id) => profile(id, { name: `name of ${id}` }))

  it('picks the first who is no insider, never the requester', () => {
    expect(pickLeastRecentlyAsked(all, ana.id, known)?.id).toBe('UDANA')
  })

  it('prefers whoever was asked longest ago, and never picks the last one asked', () => {
    const asked = [
      { id: 'UERIK', at: at(9) },
      { id: 'UFAY', at: at(5) },
      { id: 'UDANA', at: at(1) },
    ]
    expect(pickLeastRecentlyAsked(all, ana.id, { ...known, asked })?.id).toBe('UDANA')
    expect(pickLeastRecentlyAsked(all, ana.id, { ...known, asked: asked.slice(0, 2) })?.id).toBe('UDANA')
    const onlyErik = all.filter(({ id }) => id === 'UERIK')
    expect(pickLeastRecentlyAsked(onlyErik, ana.id, { ...known, asked })).toBeUndefined()
  })

  it('never picks anybody about to be asked elsewhere', () => {
    expect(pickLeastRecentlyAsked(all, ana.id, { ...known, pending: new Set(['UDANA']) })?.id).toBe('UERIK')
  })

  it('picks neither bots nor deactivated accounts', () => {
    expect(
      pickLeastRecentlyAsked([profile('U1', { bot: true }), profile('U2', { gone: true })], ana.id, known),
    ).toBeUndefined()
  })
})

describe('what Slack answers about candidates', () => {
  const looking = briefWith({ state: 'looking', recipientId: null, goesAt: null, lines: [] })
  const known = { insiders: new Set<string>(), asked: [], pending: new Set<string>() }
  const done = (people: Profile[], inside: string[] = []): CallOutcome => ({
    kind: 'done',
    result: { got: 'candidates', people, inside },
  })
  const tell = (outcome: CallOutcome, state = stateOf(looking)) =>
    handleFoundCandidates({ ...contextAt(0), state }, state.briefs[0] ?? looking, outcome, {
      constraints: known,
      lines: [line],
    })

  it("creates the preview, and stores the person's name", () => {
    const decision = tell(done([profile('UDANA', { name: 'Dana' })]))
    expect(typesOf(decision)).toEqual(['person.known', 'brief.drafted'])
    expect(changed(decision, briefDrafted)[0]).toMatchObject({ recipientId: 'UDANA', goesAt: at(3) })
  })

  it('rules out channel members the bot did not know of', () => {
    const decision = tell(done([profile('UDANA')], ['UDANA']))
    expect(typesOf(decision)).toEqual(['brief.cancelled'])
    expect(callsOf(decision)).toEqual(['post_ephemeral'])
  })

  it('changes nothing if it comes too late', () => {
    for (const state of ['cancelled', 'sent', 'answered', 'consent'] as const)
      expect(tell(done([profile('UDANA')]), stateOf(briefWith({ state }))).changes).toEqual([])
    const over = stateWith({ briefs: [looking], incident: { status: 'resolved' } })
    expect(tell(done([profile('UDANA')]), over).changes).toEqual([])
  })

  it('changes nothing if it may still come', () => {
    expect(tell({ kind: 'later', why: 'rate limited' }).changes).toEqual([])
  })
})

describe('a brief that Slack could not deliver', () => {
  it('is cancelled, and the requester can ask somebody else', () => {
    const decision = handleUndeliveredBrief(stateOf(sentBrief()), sentBrief(), 'user_disabled')
    expect(typesOf(decision)).toEqual(['brief.cancelled'])
    expect(JSON.stringify(decision.send)).toContain('UDANA did not get the brief: Slack says `user_disabled`.')
    expect(JSON.stringify(decision.send)).toContain('Ask somebody else')
  })

  it('is left alone if only a later edit failed', () => {
    for (const state of ['answered', 'declined', 'cancelled'] as const)
      expect(handleUndeliveredBrief(stateOf(), sentBrief({ state }), 'message_not_found').changes).toEqual([])
  })
})
