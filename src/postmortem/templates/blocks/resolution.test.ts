import { describe, expect, it } from 'vitest'
import { nothingKnown } from '../../../../test/support/materials.ts'
import { inMarkdown } from '../../../../test/support/outlined.ts'
import { at, entryWith, stateWith } from '../../../../test/support/situation.ts'
import type { ActionResult } from '../../../core/record/model.ts'
import { buildPostMortem } from '../../document/build.ts'

/** An incident that was resolved in minute 60, and what was done: when, and with what result. */
function documentOf(resolved: number | null, ...actions: [text: string, minute: number, ActionResult | null][]) {
  const resolvedAt = resolved === null ? null : at(resolved)
  const entries = actions.map(([text, minute, result], index) =>
    entryWith({ id: `a${index}`, kind: 'action', text, occurredAt: at(minute), result }),
  )
  const state = stateWith({ incident: { status: 'closed', mitigatedAt: at(30), resolvedAt } })
  return buildPostMortem({ ...nothingKnown(), state, entries })
}

/** What a form says below the heading of its resolution, without signs of Markdown. */
function saidIn(form: string, document: ReturnType<typeof documentOf>): string {
  const heading = /^#+ (?:Resolution|What ended it\??|How it ended|Immediate Fix)$/m
  const [, below = ''] = inMarkdown(document, form).split(heading)
  return (below.split(/^#/m)[0] ?? '').replaceAll('*', '')
}

describe('what ended it', () => {
  const document = documentOf(
    60,
    ['restarted the pool', 10, 'no_effect'],
    ['failed over', 40, 'worked'],
    ['raised the limit', 60, 'helped_in_part'],
    ['patched the leak', 200, 'worked'],
    ['tidied up', 300, null],
  )

  it.each(['standard', 'playback', 'brief', 'retrospective', 'public'])(
    'was done until it ended, in the form %s; what was mended later is fixed for good',
    (form) => {
      const [ended = '', later = ''] = saidIn(form, document).split('Fixed for good')
      expect(ended).toMatch(/failed over[\s\S]*raised the limit/)
      expect(later).toContain('patched the leak')
      expect(ended + later).not.toMatch(/restarted the pool|tidied up/)
      expect(ended).not.toContain('patched the leak')
    },
  )

  it('comes first in the steps of a runbook, which have everything that was done', () => {
    const steps = saidIn('runbook', document).match(/Step \d\. [^(]*|Fixed for good|Done later/g)
    expect(steps?.map((words) => words.trim())).toEqual([
      'Step 1. restarted the pool',
      'Step 2. failed over',
      'Step 3. raised the limit',
      'Fixed for good',
      'Step 4. patched the leak',
      'Done later',
      'Step 5. tidied up',
    ])
  })

  it('is all that helped while it lasts', () => {
    const said = saidIn('standard', documentOf(null, ['failed over', 40, 'worked'], ['patched', 200, 'worked']))
    expect(said).toMatch(/failed over[\s\S]*patched/)
    expect(said).not.toContain('Fixed for good')
  })

  it.each<[string, Parameters<typeof documentOf>[1][], string[]]>([
    ['nothing helped', [['restarted it', 10, 'no_effect']], ['What ended it, and what fixes it for good.']],
    ['all that helped came later', [['patched the leak', 200, 'worked']], ['What ended it.']],
    ['something helped in time', [['failed over', 40, 'helped_in_part']], []],
  ])('is missing or not where %s', (_, actions, missing) => {
    const { gaps } = documentOf(60, ...actions)
    expect(gaps.filter(({ section }) => section === 'resolution').map((gap) => gap.missing)).toEqual(missing)
  })
})
