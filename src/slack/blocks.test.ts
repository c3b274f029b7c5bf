import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMessageBlocks, checkView } from '../../playground/blocks/validate.ts'
import { actions, button, context, header, type Input, message, modalView, section } from './blocks.ts'
import { escapeMrkdwn } from './text.ts'

/** From nothing to far too long, with characters that grow when they are written as JSON or escaped. */
const text = fc.oneof(
  fc.constantFrom('', ' ', '\n', '<!channel>', '🔥'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom('x', '<', '&', '"', '\n', '\u0001', '🔥', 'é'), fc.integer({ min: 1, max: 4000 }))
    .map(([part, times]) => part.repeat(times)),
)

const block = fc.oneof(
  text.map(section),
  text.map((words) => section(escapeMrkdwn(words))),
  text.map(header),
  text.map(context),
  fc
    .uniqueArray(fc.tuple(text, fc.uuid()), { minLength: 1, maxLength: 5, selector: ([, id]) => id })
    .map((pairs) =>
      actions(...pairs.map(([label, about]) => button(label, 'a.b', { incidentId: 'i', about }, 'primary'))),
    ),
)

describe('messages', () => {
  it('of any blocks with any texts are ones Slack takes', () => {
    fc.assert(
      fc.property(text, fc.array(block, { maxLength: 60 }), (words, blocks) => {
        const made = message(words, ...blocks)
        expect(checkMessageBlocks(made.blocks)).toBeUndefined()
        expect(made.text.length).toBeLessThanOrEqual(3000)
      }),
      { numRuns: 150 },
    )
  })

  it('that are too long say that something is missing', () => {
    const many = message('x', ...Array.from({ length: 60 }, () => section('line')))
    expect(many.blocks).toHaveLength(50)
    expect(JSON.stringify(many.blocks.at(-1))).toContain('more than fits here')
    expect(message('x', section('line')).blocks).toEqual([section('line')])
  })

  it('cut through a character Slack writes in several letters leave nothing of it', () => {
    const cut = section(`${'x'.repeat(2997)}&lt;b&gt;`)
    expect(JSON.stringify(cut)).toContain('x…')
    expect(JSON.stringify(cut)).not.toContain('&')
  })
})

describe('a button', () => {
  it('carries what pressing it does, and to what', () => {
    expect(button('Undo', 'timeline.undo', { incidentId: 'i', about: 'e' }, 'danger')).toMatchObject({
      action_id: 'timeline.undo:e',
      value: '{"incidentId":"i","about":"e"}',
      style: 'danger',
    })
  })
})

describe('modals', () => {
  const named = fc.record({ label: text, initial: fc.option(text, { nil: undefined }) })
  const input = fc.oneof(
    fc
      .tuple(named, fc.constantFrom('text' as const, 'long' as const), fc.option(text, { nil: undefined }))
      .map(([{ label, initial }, kind, hint]) => ({
        label,
        kind,
        max: 300,
        ...(hint !== undefined && { hint }),
        ...(initial !== undefined && { initial }),
      })),
    fc
      .tuple(text, fc.nat(1000))
      .map(([label, initial]) => ({ label, kind: 'number', initial: `${initial}` })),
    fc
      .tuple(
        text,
        fc.uniqueArray(fc.stringMatching(/^[A-Z0-9]{1,12}$/), { minLength: 1, maxLength: 99 }),
        text,
      )
      .map(([label, values, meaning]) => ({
        label,
        kind: 'choice',
        options: values.map((value) => ({ value, label: meaning })),
        initial: values[0] ?? '',
      })),
  )

  it('with any inputs and texts are ones Slack takes', () => {
    fc.assert(
      fc.property(text, text, fc.array(input, { minLength: 1, maxLength: 6 }), (title, note, inputs) => {
        const view = modalView({
          form: 'a.b',
          title,
          submit: title,
          note,
          about: { incidentId: 'i', about: 'x' },
          channelId: 'C1',
          inputs: inputs.map((one, index) => ({ ...one, name: `n${index}` }) as Input),
        })
        expect(checkView(view, 'modal')).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('remember where they belong and where they were opened', () => {
    const { private_metadata } = modalView({
      form: 'a.b',
      title: 'x',
      submit: 'y',
      about: { incidentId: 'i', about: 'x' },
      channelId: 'C1',
      inputs: [],
    })
    expect(JSON.parse(String(private_metadata))).toEqual({ incidentId: 'i', about: 'x', channelId: 'C1' })
  })

  it('say what to write below the field', () => {
    const inputs: Input[] = [{ name: 'n', label: 'L', kind: 'text', hint: 'a few words' }]
    expect(JSON.stringify(modalView({ form: 'a.b', title: 'x', submit: 'y', inputs }))).toContain(
      'a few words',
    )
  })
})
