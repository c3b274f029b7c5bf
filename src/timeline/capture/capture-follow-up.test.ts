import { describe, expect, it } from 'vitest'
import { messageTs, react, reacted, reactionWith, seen } from '../../../test/support/captured.ts'
import { followUpWith } from '../../../test/support/follow-up.ts'
import { ana, ben, callsOf, changed, entryWith, typesOf } from '../../../test/support/situation.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { formatManualReaction, manualKinds, readManualKind } from './by-hand.ts'
import type { MessageContext } from './capture.ts'

const { eventTs } = reacted()

describe('a follow-up from a message', () => {
  const dart = (given: Partial<ReactionChanged> = {}) => ({ name: 'dart', ...given })

  it('has the words of the message, its place, and who marked it', () => {
    const decision = react(dart(), { seen: { ...seen, threadTs: 7n } })
    expect(changed(decision, 'followup.added')).toMatchObject([
      {
        followUp: {
          text: 'ALB is <failing>',
          channelId: 'CINC',
          messageTs,
          threadTs: 7n,
          createdBy: ben.id,
        },
      },
    ])
    expect(callsOf(decision)).toEqual(['react'])
  })

  it('of a message nobody has seen waits for its words', () => {
    const decision = react(dart(), { seen: null })
    expect(changed(decision, 'followup.added')).toMatchObject([{ followUp: { text: '', threadTs: null } }])
    expect(decision.send[1]).toMatchObject({
      call: { do: 'fetch_entry', entryId: null, names: [] },
      tell: { person: ben.id },
    })
  })

  it('of a message that names somebody unknown waits for the name', () => {
    const given = { seen: { ...seen, text: '<@UNEW>' }, entry: entryWith() }
    expect(react(dart(), given).send).toMatchObject([{ call: { do: 'fetch_entry', entryId: 'e1', names: ['UNEW'] } }])
  })

  it('of a line of the bot says what that says', () => {
    const entry = entryWith({ captured: false, text: 'SEV1 now' })
    const decision = react(dart(), { entry })
    expect(changed(decision, 'followup.added')).toMatchObject([{ followUp: { text: 'SEV1 now' } }])
    expect(callsOf(decision)).toEqual(['react'])
  })

  it('taken off is not read, though nobody has seen the message', () => {
    const reactions = [reactionWith({ name: 'dart' })]
    expect(callsOf(react(dart({ present: false }), { reactions, seen: null }))).toEqual(['unreact'])
  })

  it('is whose the latest reaction is that still stands', () => {
    const reactions = [reactionWith({ name: 'dart', userId: ana.id, eventTs: eventTs + 1n })]
    expect(changed(react(dart(), { reactions }), 'followup.added')).toMatchObject([{ followUp: { createdBy: ana.id } }])
  })

  it.each<[string, Partial<ReactionChanged>, Partial<MessageContext>, string[], string[]]>([
    [
      'that is there is not begun again',
      {},
      { reactions: [reactionWith({ name: 'dart', userId: ana.id })] },
      ['f1'],
      [],
    ],
    [
      'that is lacking is begun',
      {},
      { reactions: [reactionWith({ name: 'dart', userId: ana.id })] },
      [],
      ['followup.added'],
    ],
    [
      'of which no reaction is left ends',
      { present: false },
      { reactions: [reactionWith({ name: 'dart' })] },
      ['f1'],
      ['followup.changed'],
    ],
    ['that was never begun does not end', { present: false }, {}, [], []],
    [
      'of which one reaction is left goes on',
      { present: false },
      { reactions: [reactionWith({ name: 'dart' }), reactionWith({ name: 'dart', userId: ana.id })] },
      ['f1'],
      [],
    ],
  ])('%s', (_, input, given, there, types) => {
    const followUps = there.map(() =>
      followUpWith({ ownerId: null, owner: null, dueOn: null, channelId: 'CINC', messageTs }),
    )
    expect(typesOf(react(dart(input), given, { followUps })).slice(1)).toEqual(types)
  })
})

describe('a kind given by hand', () => {
  it.each(manualKinds)('%s is read back', (kind) => {
    expect(readManualKind(formatManualReaction(kind))).toBe(kind)
  })

  it.each(['note', 'by hand: tada', 'pushpin'])('“%s” is none', (name) => {
    expect(readManualKind(name)).toBeUndefined()
  })

  it('has no name that an emoji could have', () => {
    for (const kind of manualKinds) expect(formatManualReaction(kind)).toContain(' ')
  })
})
