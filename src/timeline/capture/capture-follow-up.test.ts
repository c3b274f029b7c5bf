import { describe, expect, it } from 'vitest'
import { messageTs, react, reacted, reactionWith, seen } from '../../../test/support/captured.ts'
import { followUpWith } from '../../../test/support/follow-up.ts'
import { ana, ben, callsOf, changed, entryWith, typesOf } from '../../../test/support/situation.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { followUpAdded } from '../../follow-ups/changes.ts'
import { formatManualReaction, manualKinds, readManualKind } from './by-hand.ts'
import type { MessageContext } from './capture.ts'

const { eventTs } = reacted()

describe('a follow-up from a message', () => {
  const dart = (given: Partial<ReactionChanged> = {}) => ({ name: 'dart', ...given })

  it('has the text and location of the message, and who reacted', () => {
    const decision = react(dart(), { seen: { ...seen, threadTs: 7n } })
    expect(changed(decision, followUpAdded)).toMatchObject([
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

  it('fetches the text of a message that was not stored', () => {
    const decision = react(dart(), { seen: null })
    expect(changed(decision, followUpAdded)).toMatchObject([{ followUp: { text: '', threadTs: null } }])
    expect(decision.send[1]).toMatchObject({
      call: { do: 'fetch_entry', entryId: null, names: [] },
      tell: { person: ben.id },
    })
  })

  it('fetches a missing name in the message', () => {
    const given = { seen: { ...seen, text: '<@UNEW>' }, entry: entryWith() }
    expect(react(dart(), given).send).toMatchObject([{ call: { do: 'fetch_entry', entryId: 'e1', names: ['UNEW'] } }])
  })

  it('takes the text of an entry that the bot recorded', () => {
    const entry = entryWith({ captured: false, text: 'SEV1 now' })
    const decision = react(dart(), { entry })
    expect(changed(decision, followUpAdded)).toMatchObject([{ followUp: { text: 'SEV1 now' } }])
    expect(callsOf(decision)).toEqual(['react'])
  })

  it('fetches nothing when the reaction is removed', () => {
    const reactions = [reactionWith({ name: 'dart' })]
    expect(callsOf(react(dart({ present: false }), { reactions, seen: null }))).toEqual(['unreact'])
  })

  it('is created by whoever reacted last', () => {
    const reactions = [reactionWith({ name: 'dart', userId: ana.id, eventTs: eventTs + 1n })]
    expect(changed(react(dart(), { reactions }), followUpAdded)).toMatchObject([{ followUp: { createdBy: ana.id } }])
  })

  it.each<[string, Partial<ReactionChanged>, Partial<MessageContext>, string[], string[]]>([
    ['is not added twice', {}, { reactions: [reactionWith({ name: 'dart', userId: ana.id })] }, ['f1'], []],
    [
      'is added if it is missing',
      {},
      { reactions: [reactionWith({ name: 'dart', userId: ana.id })] },
      [],
      ['followup.added'],
    ],
    [
      'ends with its last reaction',
      { present: false },
      { reactions: [reactionWith({ name: 'dart' })] },
      ['f1'],
      ['followup.changed'],
    ],
    ['does not end if it was never added', { present: false }, {}, [], []],
    [
      'stays while one reaction is left',
      { present: false },
      { reactions: [reactionWith({ name: 'dart' }), reactionWith({ name: 'dart', userId: ana.id })] },
      ['f1'],
      [],
    ],
  ])('%s', (_, input, given, followUpIds, types) => {
    const followUps = followUpIds.map(() =>
      followUpWith({ ownerId: null, owner: null, dueOn: null, channelId: 'CINC', messageTs }),
    )
    expect(typesOf(react(dart(input), given, { followUps })).slice(1)).toEqual(types)
  })
})

describe('a manual reaction', () => {
  it.each(manualKinds)('round-trips the kind %s', (kind) => {
    expect(readManualKind(formatManualReaction(kind))).toBe(kind)
  })

  it.each(['note', 'by hand: tada', 'pushpin'])('is not recognized in “%s”', (name) => {
    expect(readManualKind(name)).toBeUndefined()
  })

  it('has a name that no emoji can have', () => {
    for (const kind of manualKinds) expect(formatManualReaction(kind)).toContain(' ')
  })
})
