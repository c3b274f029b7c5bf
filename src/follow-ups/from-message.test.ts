import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../test/support/follow-up.ts'
import { ana, at, ben, changed, momentAt, stateWith } from '../../test/support/situation.ts'
import { type MarkedMessage, markFollowUp, rewordFollowUp } from './from-message.ts'
import type { FollowUp } from './model.ts'

const marked = (given: Partial<MarkedMessage> = {}): MarkedMessage => ({
  channelId: 'CINC',
  messageTs: 7n,
  threadTs: null,
  text: 'raise the pool limit',
  present: true,
  by: ben,
  ...given,
})
const other = followUpWith({ id: 'other', number: 3, channelId: null, messageTs: null })
const mark = (given: Partial<MarkedMessage>, own: FollowUp | null) => {
  const followUps = [other, ...(own ? [{ ...own, channelId: 'CINC', messageTs: 7n }] : [])]
  return markFollowUp(stateWith({ followUps }), marked(given), momentAt(5))
}

/** What the changes make of it. */
function become(own: FollowUp | null, given: Partial<MarkedMessage>): FollowUp | null {
  const decision = mark(given, own)
  const [added] = changed(decision, 'followup.added')
  const begun = added ? followUpWith(added.followUp) : own
  const to = changed(decision, 'followup.changed').map((change) => change.to)
  return begun && Object.assign({}, begun, ...to)
}

describe('a follow-up from a message', () => {
  it('begins with the next number, the words of the message, and where they stand', () => {
    const [added] = changed(mark({ text: ' raise the\n pool  limit ', threadTs: 3n }, null), 'followup.added')
    expect(added?.followUp).toEqual({
      id: 'new-1',
      incidentId: 'incident',
      number: 4,
      text: 'raise the pool limit',
      ownerId: null,
      owner: null,
      dueOn: null,
      channelId: 'CINC',
      messageTs: 7n,
      threadTs: 3n,
      createdAt: at(5),
      createdBy: ben.id,
    })
  })

  it('posts nothing: the mark on the message says it', () => {
    expect(mark({}, null).send).toEqual([])
    expect(mark({ present: false }, followUpWith()).send).toEqual([])
  })

  it('is clipped, never in the middle of a character', () => {
    const [added] = changed(mark({ text: `${'a'.repeat(498)}👍👍` }, null), 'followup.added')
    expect(added?.followUp.text).toBe(`${'a'.repeat(498)}…`)
  })

  it('waits for its words', () => {
    const own = become(null, { text: '' })
    expect(own?.text).toBe('')
    expect(rewordFollowUp(own ?? followUpWith(), 'here they are')).toEqual([
      { type: 'followup.changed', id: 'new-1', to: { text: 'here they are' } },
    ])
  })

  it('ends with the last reaction, and comes back with the next one: the same', () => {
    const own = become(null, {})
    const gone = become(own, { present: false, by: ana })
    expect(gone).toMatchObject({
      state: 'dropped',
      endedBy: ana.id,
      endedBecause: 'its message is no longer marked',
    })
    const back = become(gone, {})
    expect(back).toMatchObject({ id: own?.id, number: 4, state: 'open', endedAt: null, endedBecause: null })
  })

  it.each<[string, Partial<FollowUp>]>([
    ['it has an owner', { ownerId: ana.id }],
    ['a team owns it', { owner: 'platform' }],
    ['it is due', { dueOn: new Date('2026-03-06') }],
    ['it is of a kind', { kind: 'prevent' }],
    ['it has a link', { link: 'https://tickets/1' }],
    ['people have reworded it', { edits: 1 }],
    ['it is done', { state: 'done' }],
    ['it was dropped with a reason', { state: 'dropped', endedBecause: 'too costly' }],
  ])('stays as it is without its reaction where %s', (_what, given) => {
    expect(mark({ present: false }, followUpWith(given)).changes).toEqual([])
  })

  it.each<[string, Partial<FollowUp>]>([
    ['what is done', { state: 'done' }],
    ['what was dropped with a reason', { state: 'dropped', endedBecause: 'too costly' }],
    ['what is open', {}],
  ])('another reaction changes nothing about %s', (_what, given) => {
    expect(mark({}, followUpWith(given)).changes).toEqual([])
  })

  it('never seen, an end is nothing', () => expect(mark({ present: false }, null).changes).toEqual([]))

  it('keeps the words people gave it, whatever becomes of the message', () => {
    expect(rewordFollowUp(followUpWith({ edits: 1 }), 'edited in Slack')).toEqual([])
    expect(rewordFollowUp(followUpWith({ text: 'same' }), ' same ')).toEqual([])
    expect(rewordFollowUp(followUpWith(), '')).toEqual([])
  })

  it('whatever comes and goes, there is one, open exactly while it is marked', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1 }), (marks) => {
        const own = marks.reduce<FollowUp | null>((known, present) => become(known, { present }), null)
        expect(own?.state ?? 'dropped').toBe(marks.at(-1) ? 'open' : 'dropped')
      }),
    )
  })
})
