import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkView } from '../../playground/blocks/validate.ts'
import { type ModalInput, modalView } from './modal.ts'

const text = fc.oneof(fc.constantFrom('', ' ', '🔥'), fc.string({ unit: 'binary', maxLength: 4000 }))

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
    fc.tuple(text, fc.nat(1000)).map(([label, initial]) => ({ label, kind: 'number', initial: `${initial}` })),
    fc
      .tuple(text, fc.uniqueArray(fc.stringMatching(/^[A-Z0-9]{1,12}$/), { minLength: 1, maxLength: 99 }), text)
      .map(([label, values, meaning]) => ({
        label,
        kind: 'choice',
        options: values.map((value) => ({ value, label: meaning })),
        initial: values[0] ?? '',
      })),
    fc
      .tuple(text, fc.constantFrom('person', 'channel'), fc.boolean())
      .map(([label, kind, optional]) => ({ label, kind, optional })),
    fc
      .tuple(text, fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 10 }))
      .map(([label, values]) => ({
        label,
        kind: 'ticks',
        optional: true,
        options: values.map((value) => ({ value, label: value })),
        initial: values.slice(1),
      })),
  )

  it('are accepted by Slack, whatever their inputs and texts', () => {
    fc.assert(
      fc.property(text, text, fc.array(input, { minLength: 1, maxLength: 6 }), (title, note, inputs) => {
        const view = modalView({
          callbackId: 'a.b',
          title,
          submit: title,
          note,
          about: { incidentId: 'i', about: 'x' },
          channelId: 'C1',
          inputs: inputs.map((one, index) => ({ ...one, name: `n${index}` }) as ModalInput),
        })
        expect(checkView(view, 'modal')).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('store their target and the channel they were opened from', () => {
    const { private_metadata } = modalView({
      callbackId: 'a.b',
      title: 'x',
      submit: 'y',
      about: { incidentId: 'i', about: 'x' },
      channelId: 'C1',
      inputs: [],
    })
    expect(JSON.parse(String(private_metadata))).toEqual({ incidentId: 'i', about: 'x', channelId: 'C1' })
  })

  it('show the hint below the input', () => {
    const inputs: ModalInput[] = [{ name: 'n', label: 'L', kind: 'text', hint: 'a few words' }]
    expect(JSON.stringify(modalView({ callbackId: 'a.b', title: 'x', submit: 'y', inputs }))).toContain('a few words')
  })
})

it('a modal without inputs to submit has only a close button', () => {
  const view = modalView({ callbackId: 'a.b', title: 'x', inputs: [], note: 'read this' })
  expect(view).not.toHaveProperty('submit')
  expect(view).toMatchObject({ close: { text: 'Close' } })
  expect(checkView(view, 'modal')).toEqual([])
})
