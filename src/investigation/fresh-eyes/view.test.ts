import { describe, expect, it } from 'vitest'
import { markupIn } from '../../../test/support/pings.ts'
import { at, stateWith } from '../../../test/support/situation.ts'
import { modalView } from '../../messages/modal.ts'
import { type BriefEntry, buildBriefLines, limitLeftOutLines } from './build.ts'
import { changeBriefModal, readTickedLines } from './modals.ts'
import type { AddressedBrief, BriefLine } from './model.ts'
import { identifyingDetailsOf } from './state.ts'
import { briefPreviewMessage, briefRecipientMessage, formatBriefOffset } from './view.ts'

const entries = (count: number, text: string): BriefEntry[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `e${n}`,
    kind: 'observation',
    text: `${n} ${text}`,
    occurredAt: at(n),
    writtenAt: at(n),
    isAlert: false,
    result: null,
  }))
const linesFrom = (given: BriefEntry[]) =>
  buildBriefLines({ entries: given, windows: [], facts: [], names: [] }, [], identifyingDetailsOf(stateWith(), []))
const briefOf = (lines: BriefLine[], given: Partial<AddressedBrief> = {}): AddressedBrief => ({
  id: 'b1',
  state: 'sent',
  lines,
  requestedBy: 'UANA',
  recipientId: 'UBEN',
  challengeId: null,
  createdAt: at(0),
  goesAt: at(63),
  sentAt: at(63),
  missedAt: null,
  answeredAt: null,
  answer: null,
  because: null,
  ...given,
})

describe('with a long and hostile timeline', () => {
  const hostile = ['&', '"', '<', '\\', 'x', '🔥'].map((sign) => sign.repeat(400))

  it.each(hostile)('the recipient sees the question and both buttons (%#)', (text) => {
    const { blocks } = briefRecipientMessage(stateWith(), briefOf(linesFrom(entries(80, text))), at(63))
    expect(JSON.stringify(blocks)).toContain('What would you check first, and why?')
    expect(blocks.at(-1)).toMatchObject({ type: 'actions' })
    expect(JSON.stringify(blocks)).not.toContain('more than fits here')
  })

  it.each(hostile)('the requester sees all three buttons (%#)', (text) => {
    const shown = briefPreviewMessage(stateWith(), briefOf(linesFrom(entries(80, text)), { state: 'preview' }))
    for (const label of ['Send now', 'Change…', 'Cancel']) expect(JSON.stringify(shown.blocks)).toContain(label)
  })

  it("the modal stays within Slack's limits", () => {
    const view = modalView(
      changeBriefModal(stateWith(), briefOf(limitLeftOutLines(linesFrom(entries(1000, 'x'.repeat(300)))))),
    )
    const blocks = view.blocks as { element?: { options?: { text: { text: string } }[] } }[]
    expect(blocks.length).toBeLessThanOrEqual(100)
    for (const { element } of blocks) {
      expect(element?.options?.length ?? 0).toBeLessThanOrEqual(10)
      for (const { text } of element?.options ?? []) expect(text.text.length).toBeLessThanOrEqual(75)
    }
  })
})

it('pings nobody', () => {
  const lines = linesFrom(entries(3, '<!channel> <@UANA> <!subteam^S1> <https://x|y>'))
  expect(markupIn(briefRecipientMessage(stateWith(), briefOf(lines), at(63)))).toEqual([])
  expect(markupIn(briefPreviewMessage(stateWith(), briefOf(lines, { state: 'preview' })))).toEqual([])
})

it('shows the severity, how long it has lasted, and that it is a drill', () => {
  const state = stateWith({ incident: { mode: 'drill', startedAt: at(-10) } })
  const said = JSON.stringify(briefRecipientMessage(state, briefOf(linesFrom(entries(1, 'x'))), at(63)))
  expect(said).toContain('*DRILL.* *Fresh eyes, please.* SEV1, for 1 h 13 min now.')
  expect(said).toContain('(+10 min)  0 x')
})

it.each([
  [0, '+0 min'],
  [-0.5, '−0 min'],
  [12, '+12 min'],
  [-90, '−1 h 30 min'],
])('formats %d min after the start as %s', (minutes, said) => {
  expect(formatBriefOffset(at(minutes), at(0))).toBe(said)
})

it('reads the ticked indexes of every group', () => {
  expect(readTickedLines({ 'in-0': '0,2', 'in-1': '11', 'out-0': '' })).toEqual(new Set([0, 2, 11]))
})
