import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkMessageBlocks } from '../../playground/blocks/validate.ts'
import { action } from './action.ts'
import { actionRowBlock, blocksMessage, contextBlock, headerBlock, sectionBlock } from './blocks.ts'
import { button } from './controls.ts'
import { escapeMrkdwn } from './mrkdwn.ts'

/** Texts from empty to far too long, with characters that grow when escaped or encoded as JSON. */
const text = fc.oneof(
  fc.constantFrom('', ' ', '\n', '<!channel>', '🔥'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom('x', '<', '&', '"', '\n', '\u0001', '🔥', 'é'), fc.integer({ min: 1, max: 4000 }))
    .map(([part, times]) => part.repeat(times)),
)

const shown = action('a.b', { id: z.string() })
const block = fc.oneof(
  text.map(sectionBlock),
  text.map((words) => sectionBlock(escapeMrkdwn(words))),
  text.map(headerBlock),
  text.map(contextBlock),
  fc
    .uniqueArray(fc.tuple(text, fc.uuid()), { minLength: 1, maxLength: 5, selector: ([, id]) => id })
    .map((pairs) =>
      actionRowBlock(...pairs.map(([label, about]) => button(label, shown, { incidentId: 'i', id: about }, 'primary'))),
    ),
)

describe('messages', () => {
  it('are accepted by Slack, whatever their blocks and texts', () => {
    fc.assert(
      fc.property(text, fc.array(block, { maxLength: 60 }), (words, blocks) => {
        const made = blocksMessage(words, ...blocks)
        expect(checkMessageBlocks(made.blocks)).toBeUndefined()
        expect(made.text.length).toBeLessThanOrEqual(3000)
      }),
      { numRuns: 150 },
    )
  })

  it('say so when they had to be cut', () => {
    const many = blocksMessage('x', ...Array.from({ length: 60 }, () => sectionBlock('line')))
    expect(many.blocks).toHaveLength(50)
    expect(JSON.stringify(many.blocks.at(-1))).toContain('more than fits here')
    expect(blocksMessage('x', sectionBlock('line')).blocks).toEqual([sectionBlock('line')])
  })

  it('never end in half an escaped character', () => {
    const cut = sectionBlock(`${'x'.repeat(2997)}&lt;b&gt;`)
    expect(JSON.stringify(cut)).toContain('x…')
    expect(JSON.stringify(cut)).not.toContain('&')
  })
})

describe('a button', () => {
  it('encodes its action and its target', () => {
    expect(
      button('Undo', action('timeline.undo', { id: z.string() }), { incidentId: 'i', id: 'e' }, 'danger'),
    ).toMatchObject({
      action_id: 'timeline.undo:e',
      value: '{"incidentId":"i","about":"e"}',
      style: 'danger',
    })
  })
})
