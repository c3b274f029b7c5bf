import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../test/support/follow-up.ts'
import { ana, at, ben, changed, contextAt, stateWith } from '../../test/support/situation.ts'
import type { MarkedMessage } from '../core/feature/context.ts'
import { followUpAdded, followUpChanged } from './changes.ts'
import { markFollowUp, rewordFollowUp } from './from-message.ts'
import type { FollowUp } from './model.ts'

const marked = (overrides: Partial<MarkedMessage> = {}): MarkedMessage => ({
  channelId: 'CINC',
  messageTs: 7n,
  threadTs: null,
  text: 'raise the pool limit',
  present: true,
  by: ben,
  ...overrides,
})
const other = followUpWith({ id: 'other', number: 3, channelId: null, messageTs: null })
const mark = (overrides: Partial<MarkedMessage>, own: FollowUp | null) => {
  const followUps = [other, ...(own ? [{ ...own, channelId: 'CINC', messageTs: 7n }] : [])]
  return markFollowUp({ ...contextAt(5), state: stateWith({ followUps }) }, marked(overrides))
}

/** The follow-up after the decision's changes are applied. */
function become(own: FollowUp | null, overrides: Partial<MarkedMessage>): FollowUp | null {
  const decision = mark(overrides, own)
  const [added] = changed(decision, followUpAdded)
  const begun = added ? followUpWith(added.followUp) : own
  const to = changed(decision, followUpChanged).map((change) => change.to)
  return begun && Object.assign({}, begun, ...to)
}

describe('a follow-up from a message', () => {
  it('takes the next number, and the text and location of the message', () => {
    const [added] = changed(mark({ text: ' raise the\n pool  limit ', threadTs: 3n }, null), followUpAdded)
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

  it('posts nothing, since the reaction already shows it', () => {
    expect(mark({}, null).send).toEqual([])
    expect(mark({ present: false }, followUpWith()).send).toEqual([])
  })

  it('clips long text without splitting a character', () => {
    const [added] = changed(mark({ text: `${'a'.repeat(498)}👍👍` }, null), followUpAdded)
    expect(added?.followUp.text).toBe(`${'a'.repeat(498)}…`)
  })

  it('gets its text once the message has been fetched', () => {
    const own = become(null, { text: '' })
    expect(own?.text).toBe('')
    expect(rewordFollowUp(own ?? followUpWith(), 'here they are')).toEqual([
      followUpChanged({ id: 'new-1', to: { text: 'here they are' } }),
    ])
  })

  it('is dropped with the last reaction and revived by the next, keeping id and number', () => {
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
  ])('is unaffected by the loss of its reaction when %s', (_what, overrides) => {
    expect(mark({ present: false }, followUpWith(overrides)).changes).toEqual([])
  })

  it.each<[string, Partial<FollowUp>]>([
    ['one that is done', { state: 'done' }],
    ['one dropped with a reason', { state: 'dropped', endedBecause: 'too costly' }],
    ['one that is open', {}],
  ])('is unaffected by another reaction: %s', (_what, overrides) => {
    expect(mark({}, followUpWith(overrides)).changes).toEqual([])
  })

  it('ignores a lost reaction on a message without a follow-up', () =>
    expect(mark({ present: false }, null).changes).toEqual([]))

  it('keeps edited text when the message changes, and ignores empty or equal text', () => {
    expect(rewordFollowUp(followUpWith({ edits: 1 }), 'edited in Slack')).toEqual([])
    expect(rewordFollowUp(followUpWith({ text: 'same' }), ' same ')).toEqual([])
    expect(rewordFollowUp(followUpWith(), '')).toEqual([])
  })

  it('is open exactly while its message is marked, after any sequence of reactions', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1 }), (marks) => {
        const own = marks.reduce<FollowUp | null>((current, present) => become(current, { present }), null)
        expect(own?.state ?? 'dropped').toBe(marks.at(-1) ? 'open' : 'dropped')
      }),
    )
  })
})
