import { describe, expect, it } from 'vitest'
import { markupIn } from '../../../test/support/pings.ts'
import { ana, changed, contextAt, decided, linesOf, refusalOf, stateWith } from '../../../test/support/situation.ts'
import type { Decision, Refusal } from '../../core/decision.ts'
import { entryAdded } from '../../core/record/changes.ts'
import type { Modal } from '../../messages/modal.ts'
import { draftUpdate, postUpdate } from './post.ts'

const announced = contextAt(20, { announcementChannel: 'CNEWS' })
const modalOf = (outcome: Decision | Refusal): Modal => {
  const { answer } = decided(outcome)
  if (!answer || !('open' in answer)) throw new Error('no modal')
  return answer.open
}
const open = (text: string, state = stateWith(), ctx = announced) =>
  modalOf(draftUpdate({ ...ctx, state }, text, { triggerId: 't', channelId: 'CINC' }))

describe('posting an update', () => {
  it('refreshes the announcement, posts below it, and posts one line in the channel', () => {
    const decision = decided(
      postUpdate({ ...announced, state: stateWith(), by: ana }, ' 3 % of checkouts fail.\nNext word at 15:30. '),
    )
    expect(changed(decision, entryAdded)[0]?.entry).toMatchObject({
      kind: 'update',
      text: '3 % of checkouts fail.\nNext word at 15:30.',
    })
    expect(decision.send).toMatchObject([
      { to: { incident: 'incident' }, call: { do: 'post', entryId: 'new-1' } },
      { to: { channel: 'CNEWS' }, call: { do: 'refresh', liveMessage: 'announcement' } },
      { to: { channel: 'CNEWS' }, call: { do: 'post', under: 'announcement' } },
    ])
    expect(linesOf(decision)[0]).toBe('*Update* · Ana Alves: 3 % of checkouts fail. Next word at 15:30.')
  })

  it.each([
    ['a private incident', stateWith({ incident: { private: true } }), announced],
    ['no announcement channel', stateWith(), contextAt(20)],
  ])('posts the whole text only in the channel with %s', (_, state, ctx) => {
    const { send } = decided(postUpdate({ ...ctx, state, by: ana }, 'x'.repeat(3000)))
    expect(send).toMatchObject([{ to: { incident: 'incident' }, call: { do: 'post' } }])
    expect(JSON.stringify(send)).toContain('x'.repeat(3000))
  })

  it.each(['', '   ', '\n\n'])('refuses an empty text (“%s”) at its field', (text) => {
    expect(postUpdate({ ...announced, state: stateWith(), by: ana }, text)).toMatchObject({ field: 'text' })
  })

  it.each(['&'.repeat(3000), '"'.repeat(3000), '<!channel> '.repeat(272), '\n'.repeat(1499) + 'x'.repeat(1500)])(
    'posts 3,000 characters whole and pings nobody (%#)',
    (text) => {
      const { send } = decided(postUpdate({ ...announced, state: stateWith(), by: ana }, text))
      expect(markupIn(send)).toEqual([])
      const under = send.find(({ call }) => call.do === 'post' && call.under)
      const blocks = under?.call.do === 'post' ? under.call.message.blocks : []
      expect(blocks[1]).toMatchObject({ text: { type: 'plain_text', text: text.trim() } })
      expect(blocks).toHaveLength(3)
    },
  )

  it('says that it is about a drill', () => {
    const state = stateWith({ incident: { mode: 'drill' } })
    expect(JSON.stringify(decided(postUpdate({ ...announced, state, by: ana }, 'x')).send)).toContain('INC-12 · DRILL')
    expect(open('x', state).note).toContain('INC-12 · DRILL')
  })
})

describe('the update modal', () => {
  it('says where the update goes and how it reads, and keeps the text so far', () => {
    const { note, inputs } = open('3 % fail')
    expect(note).toContain('Goes under the announcement in <#CNEWS>')
    expect(note).toContain('*investigating* · INC-12 · SEV1 · Checkout is slow')
    expect(inputs[0]).toMatchObject({ initial: '3 % fail', max: 3000 })
  })

  it('says why the update goes to the channel only', () => {
    expect(open('', stateWith({ incident: { private: true } })).note).toContain('only: INC-12 is private.')
    expect(open('', stateWith(), contextAt(0)).note).toContain('only: there is no channel for announcements.')
    expect(open('').inputs[0]).not.toHaveProperty('initial')
  })

  it('says that it cut the text', () => {
    expect(open('x'.repeat(3001)).note).toContain('Cut to 3,000 characters.')
  })
})

describe('an update from a mention', () => {
  const mention = (text: string) => draftUpdate({ ...announced, state: stateWith() }, text, { channelId: 'CINC' })

  it('offers a button that carries the text to the modal', () => {
    const message = JSON.stringify(decided(mention('it is <b>worse</b>')).answer)
    expect(message).toContain('Review and post')
    expect(message).toContain('it is &lt;b&gt;worse&lt;/b&gt;')
    expect(message).toContain('Not posted yet.')
  })

  it('offers a button to an empty modal without text', () => {
    expect(JSON.stringify(decided(mention('')).answer)).toContain('Write update')
  })

  it('refuses a text too long for a button, and says what to use instead', () => {
    expect(refusalOf(mention('x'.repeat(2000)))).toContain('In the channel `/incident update` opens a form')
    expect(refusalOf(mention('"'.repeat(1200)))).toContain('longer than I can carry')
  })
})
