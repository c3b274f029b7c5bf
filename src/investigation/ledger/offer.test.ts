import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMessageBlocks } from '../../../playground/blocks/validate.ts'
import { markupIn } from '../../../test/support/pings.ts'
import { ana, decided, entryWith, hypothesisWith, momentAt, stateWith } from '../../../test/support/situation.ts'
import { proposeFrom, proposeHypothesis } from './propose.ts'
import { decodeLedgerPayload, offerReopening, similarHypothesisMessage, splitFirstWord } from './similar-hypothesis.ts'

const words = fc.oneof(
  fc.constantFrom('<!channel>', '🔥'.repeat(150), '"'.repeat(300), '\u0001'.repeat(300), 'entry words for'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 250 }),
)
const states = fc.constantFrom('open' as const, 'ruled_out' as const, 'parked' as const)
const carriedBy = (block: unknown): { about: string } => JSON.parse((block as { value: string }).value)

describe('what is said twice', () => {
  it('is asked about in a message Slack takes, whose buttons carry the words whole', () => {
    fc.assert(
      fc.property(words, words, states, fc.boolean(), (statement, said, state, isSame) => {
        const hypothesis = hypothesisWith({ statement, state })
        const asked = similarHypothesisMessage(stateWith(), { hypothesis, isSame }, { words: said })
        expect(checkMessageBlocks(asked.blocks)).toBeUndefined()
        expect(markupIn(asked)).toEqual([])
        const buttons = (asked.blocks[1]?.elements ?? []) as unknown[]
        const carried = buttons.map(carriedBy).map(({ about }) => about)
        if (state === 'open') expect(decodeLedgerPayload(splitFirstWord(carried[0] ?? '')[1])).toEqual({ words: said })
        if (!isSame) expect(decodeLedgerPayload(carried.at(-1) ?? '')).toEqual({ words: said })
      }),
      { numRuns: 200 },
    )
  })

  it('so is evidence for what is off the table', () => {
    fc.assert(
      fc.property(words, words, (statement, said) => {
        const hypothesis = hypothesisWith({ statement, state: 'ruled_out', closedBecause: said })
        const { answer } = offerReopening(stateWith(), hypothesis, 'against', { words: said })
        if (!answer || !('say' in answer)) throw new Error('nothing was asked')
        expect(checkMessageBlocks(answer.say.blocks)).toBeUndefined()
        expect(markupIn(answer.say)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('an entry travels by its id', () => {
    expect(decodeLedgerPayload('entry 0190')).toEqual({ entryId: '0190' })
    expect(decodeLedgerPayload('words entry 0190')).toEqual({ words: 'entry 0190' })
  })
})

describe('nearly what the ledger holds', () => {
  const state = stateWith({ hypotheses: [hypothesisWith()] })

  it('is refused where the answer to a question was to be something else', () => {
    expect(proposeHypothesis(state, 'the ALBs are failing', ana, momentAt(5))).toEqual({
      refusal: 'It is much like one in the ledger, open: “ALB is failing”. Say what is different.',
      field: 'text',
    })
  })

  it('marked on a message adds no row, and asks whoever marked it', () => {
    const entry = entryWith({ id: 'e9', text: 'the ALBs are failing' })
    const { changes, send } = decided(proposeFrom(state, entry, ana, momentAt(5)))
    expect(changes).toEqual([])
    expect(send).toMatchObject([{ call: { do: 'whisper', to: ana.id } }])
  })
})
