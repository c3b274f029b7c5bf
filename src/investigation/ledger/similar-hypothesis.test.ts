import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMessageBlocks } from '../../../playground/blocks/validate.ts'
import { markupIn } from '../../../test/support/pings.ts'
import { ana, contextAt, decided, entryWith, hypothesisWith, stateWith } from '../../../test/support/situation.ts'
import { hypothesisActions } from './controls.ts'
import { proposeFrom, proposeHypothesis } from './propose.ts'
import { offerReopening, similarHypothesisMessage } from './similar-hypothesis.ts'

const words = fc.oneof(
  fc.constantFrom('<!channel>', '🔥'.repeat(150), '"'.repeat(300), '\u0001'.repeat(300), 'entry words for'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 250 }),
)
const states = fc.constantFrom('open' as const, 'ruled_out' as const, 'parked' as const)
const carriedBy = (block: unknown): { about: string } => JSON.parse((block as { value: string }).value)

describe('messages about similar hypotheses', () => {
  it('are valid for Slack, and their buttons carry the full text', () => {
    fc.assert(
      fc.property(words, words, states, fc.boolean(), (statement, text, state, isSame) => {
        const hypothesis = hypothesisWith({ statement, state })
        const message = similarHypothesisMessage(stateWith(), { hypothesis, isSame }, { carries: 'words', text })
        expect(checkMessageBlocks(message.blocks)).toBeUndefined()
        expect(markupIn(message)).toEqual([])
        const [, row] = message.blocks
        const carried = (row?.type === 'actions' ? row.elements : []).map(carriedBy).map(({ about }) => about)
        const { same, anyway } = hypothesisActions
        const payload = { carries: 'words', text }
        if (state === 'open') expect(same.read(carried[0] ?? '')).toEqual({ id: hypothesis.id, ...payload })
        if (!isSame) expect(anyway.read(carried.at(-1) ?? '')).toEqual(payload)
      }),
      { numRuns: 200 },
    )
  })

  it('are valid for Slack when they offer to reopen a closed hypothesis', () => {
    fc.assert(
      fc.property(words, words, (statement, text) => {
        const hypothesis = hypothesisWith({ statement, state: 'ruled_out', closedBecause: text })
        const { answer } = offerReopening(stateWith(), hypothesis, 'against', { carries: 'words', text })
        if (!answer || !('say' in answer)) throw new Error('the decision has no answer message')
        expect(checkMessageBlocks(answer.say.blocks)).toBeUndefined()
        expect(markupIn(answer.say)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})

describe('a similar hypothesis', () => {
  const state = stateWith({ hypotheses: [hypothesisWith()] })

  it('is refused when proposed directly', () => {
    expect(proposeHypothesis({ ...contextAt(5), state, by: ana }, 'the ALBs are failing')).toEqual({
      refusal: 'It is much like one in the ledger, open: “ALB is failing”. Say what is different.',
      field: 'text',
    })
  })

  it('is not added from a message; the person who marked it is asked', () => {
    const entry = entryWith({ id: 'e9', text: 'the ALBs are failing' })
    const { changes, send } = decided(proposeFrom({ ...contextAt(5), state, by: ana }, entry))
    expect(changes).toEqual([])
    expect(send).toMatchObject([{ call: { do: 'post_ephemeral', to: ana.id } }])
  })
})
