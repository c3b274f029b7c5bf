import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../../test/support/material.ts'
import { at, hypothesisWith } from '../../../../test/support/situation.ts'
import type { Hypothesis } from '../../../investigation/ledger/model.ts'
import { buildPostMortem } from '../../document/build.ts'
import { hypothesesChart } from './chart.ts'

const { state, ...rest } = materialWith(() => 'word')
function mermaidOf(zone: string, ...hypotheses: Hypothesis[]): string | null {
  const incident = { ...state.incident, zone }
  const [chart] = hypothesesChart(buildPostMortem({ ...rest, state: { ...state, incident, hypotheses } }))
  return chart?.type === 'chart' ? chart.mermaid : null
}
const ruledOut = (statement: string, from: number, to: number) =>
  hypothesisWith({ statement, state: 'ruled_out', openedAt: at(from), closedAt: at(to) })

describe('the chart of hypotheses', () => {
  it('has a bar for each hypothesis, in the time zone of the incident', () => {
    expect(mermaidOf('Asia/Tokyo', ruledOut('the ALB', 5, 35), hypothesisWith({ openedAt: at(20) }))).toBe(`gantt
  title What was believed in INC-12 (Asia/Tokyo)
  dateFormat YYYY-MM-DDTHH:mm:ss
  axisFormat %H:%M
  1. the ALB (ruled out) :done, h1, 2026-03-02T12:05:00, 2026-03-02T12:35:00
  2. ALB is failing (open) :active, h2, 2026-03-02T12:20:00, 2026-03-02T13:30:00`)
  })

  it('starts the bar of a reopened hypothesis at its latest reopening', () => {
    const again = { ...ruledOut('the ALB', 5, 35), reopenedAt: at(25) }
    expect(mermaidOf('UTC', again)).toContain('h1, 2026-03-02T03:25:00, 2026-03-02T03:35:00')
  })

  it.each([
    ['there was no hypothesis', []],
    ['the only one was ruled out as soon as it was proposed', [ruledOut('DDoS', 5, 5)]],
    ['the only one was proposed after the resolution', [ruledOut('nobody was paged', 100, 102)]],
  ])('is omitted if %s', (_what, hypotheses) => {
    expect(mermaidOf('UTC', ...hypotheses)).toBeNull()
  })

  it.each([
    ['a: b; c, d', 'a b c, d'],
    ['%% comment\nsection x', '% comment section x'],
    ['“quoted” #1 `code` <b>', 'quoted 1 code b'],
    ['::::', 'unnamed'],
    ['section one', 'section one'],
    ['x'.repeat(80), `${'x'.repeat(59)}…`],
    ['الشبكة بطيئة', 'الشبكة بطيئة'],
  ])('strips Mermaid syntax from the name %j', (statement, expected) => {
    expect(mermaidOf('UTC', ruledOut(statement, 5, 35))?.split('\n')[4]).toMatch(
      new RegExp(`^  1\\. ${expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} \\(ruled out\\) :done`),
    )
  })
})
