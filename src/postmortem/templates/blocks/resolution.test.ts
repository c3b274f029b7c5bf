import { describe, expect, it } from 'vitest'
import { nothingKnown } from '../../../../test/support/materials.ts'
import { inMarkdown } from '../../../../test/support/outlined.ts'
import { at, entryWith, stateWith } from '../../../../test/support/situation.ts'
import type { ActionResult } from '../../../core/record/model.ts'
import { buildPostMortem } from '../../document/build.ts'

/** The document of an incident that was resolved at minute `resolved`, with these actions. */
function documentOf(resolved: number | null, ...actions: [text: string, minute: number, ActionResult | null][]) {
  const resolvedAt = resolved === null ? null : at(resolved)
  const entries = actions.map(([text, minute, result], index) =>
    entryWith({ id: `a${index}`, kind: 'action', text, occurredAt: at(minute), result }),
  )
  const state = stateWith({ incident: { status: 'closed', mitigatedAt: at(30), resolvedAt } })
  return buildPostMortem({ ...nothingKnown(), state, entries })
}

/** What a template shows below the heading of its resolution, without emphasis marks. */
function saidIn(template: string, document: ReturnType<typeof documentOf>): string {
  const heading = /^#+ (?:Resolution|What ended it\??|How it ended|Immediate Fix)$/m
  const [, below = ''] = inMarkdown(document, template).split(heading)
  return (below.split(/^#/m)[0] ?? '').replaceAll('*', '')
}

describe('the resolution', () => {
  const document = documentOf(
    60,
    ['restarted the pool', 10, 'no_effect'],
    ['failed over', 40, 'worked'],
    ['raised the limit', 60, 'helped_in_part'],
    ['patched the leak', 200, 'worked'],
    ['tidied up', 300, null],
  )

  it.each(['standard', 'playback', 'brief', 'retrospective', 'public'])(
    'lists what ended the incident, apart from what was fixed for good, in the template %s',
    (template) => {
      const [ended = '', later = ''] = saidIn(template, document).split('Fixed for good')
      expect(ended).toMatch(/failed over[\s\S]*raised the limit/)
      expect(later).toContain('patched the leak')
      expect(ended + later).not.toMatch(/restarted the pool|tidied up/)
      expect(ended).not.toContain('patched the leak')
    },
  )

  it('numbers all actions in a runbook, those that ended the incident first', () => {
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

  it('lists everything that helped while the incident lasts', () => {
    const shown = saidIn('standard', documentOf(null, ['failed over', 40, 'worked'], ['patched', 200, 'worked']))
    expect(shown).toMatch(/failed over[\s\S]*patched/)
    expect(shown).not.toContain('Fixed for good')
  })

  it.each<[string, Parameters<typeof documentOf>[1][], string[]]>([
    ['nothing helped', [['restarted it', 10, 'no_effect']], ['What ended it, and what fixes it for good.']],
    ['all that helped came later', [['patched the leak', 200, 'worked']], ['What ended it.']],
    ['something helped in time', [['failed over', 40, 'helped_in_part']], []],
  ])('says what is missing when %s', (_, actions, missing) => {
    const { gaps } = documentOf(60, ...actions)
    expect(gaps.filter(({ section }) => section === 'resolution').map((gap) => gap.missing)).toEqual(missing)
  })
})
