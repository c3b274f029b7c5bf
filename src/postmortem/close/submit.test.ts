import { describe, expect, it } from 'vitest'
import { known, messageTs, seen } from '../../../test/support/captured.ts'
import {
  ana,
  at,
  ben,
  changed,
  decided,
  hypothesisWith,
  linesOf,
  momentAt,
  refusalOf,
  stateWith,
  typesOf,
  unexplainedWith,
} from '../../../test/support/situation.ts'
import type { Decision, Refusal } from '../../core/decision.ts'
import type { IncidentState } from '../../core/state.ts'
import { closeWithDraft } from './closing.ts'
import { packExplained } from './lines.ts'
import { type CurrentValues, submitClose } from './submit.ts'
import { getInitialText, packInitialTexts, sectionKeys } from './texts.ts'

const ctx = () => momentAt(30)
const nothingKnown: CurrentValues = {
  prose: { summary: '', impact: '', causes: '', resolution: '' },
  isCauseKnown: false,
  written: [],
  lessons: [],
  offered: [],
  closedBy: ben,
}
const about = packInitialTexts(sectionKeys.map((key) => [key, getInitialText(key, nothingKnown)]))
const sent = (
  state: IncidentState,
  fields: Record<string, string>,
  held: Partial<CurrentValues> = {},
): Decision | Refusal => submitClose(state, { about, fields }, { ...nothingKnown, ...held }, ana, ctx())

const resolved = stateWith({ incident: { status: 'resolved', resolvedAt: at(20) } })
const cause = hypothesisWith({ state: 'confirmed', verdict: 'cause' })
const remark = (decision: Decision): string => JSON.stringify(decision.answer)

describe('the form that closes', () => {
  it('sent off as it is does what closing without it does', () => {
    const asItWas = { causes: 'Not known yet', summary: '', lessons: ' \n', unexplained: '' }
    expect(sent(resolved, asItWas)).toEqual(closeWithDraft(resolved, ana, ctx()))
  })

  it('says in its one line what came with it, and has one undo, which leaves what was written', () => {
    const fields = { summary: 'It broke.', lessons: 'well: fast\nslow', unexplained: 'why at night' }
    const decision = decided(sent(resolved, fields))
    expect(linesOf(decision)).toEqual(['*Closed* · Ana Alves · adds summary, 2 lessons, 1 open question'])
    expect(changed(decision, 'entry.added').map(({ entry }) => [entry.kind, entry.text])).toEqual([
      ['lesson', 'fast'],
      ['lesson', 'slow'],
      ['observation', 'why at night'],
      ['status', 'Closed'],
    ])
    const [past, deed] = changed(decision, 'undoable.done')
    // What is written overtakes what was written before, and has no way back itself.
    expect(past).toMatchObject({ subject: 'post-mortem section summary', inverse: [] })
    expect(deed?.inverse.map(({ type }) => type)).toEqual(['incident.status', 'entry.withdrawn'])
  })

  it('adds a message that was ticked, and leaves out one that was deleted or added meanwhile', () => {
    const noticed = { channelId: seen.channelId, ts: messageTs, kind: 'action' } as const
    const added = decided(sent(resolved, {}, { offered: [{ noticed, known: known() }] }))
    expect(linesOf(added)).toEqual(['*Closed* · Ana Alves · adds 1 message'])
    expect(changed(added, 'entry.added')[0]?.entry).toMatchObject({ kind: 'action', messageTs })
    expect(remark(added)).not.toContain('left out')
    const gone = decided(sent(resolved, {}, { offered: [{ noticed, known: known({ deletedAt: at(29) }) }] }))
    expect(linesOf(gone)).toEqual(['*Closed* · Ana Alves'])
    expect(remark(gone)).toContain('1 of what you ticked was left out')
  })

  it('notes what the cause explains; where it is no cause any more, that is left out', () => {
    const unexplained = [unexplainedWith()]
    const explained = packExplained('odd', cause.id)
    const state = { ...resolved, unexplained }
    const noted = decided(sent({ ...state, hypotheses: [cause] }, { explained }))
    expect(changed(noted, 'observation.explained')).toMatchObject([{ entryId: 'odd', by: cause.id }])
    const ruledOut = hypothesisWith({ state: 'ruled_out' })
    for (const fields of [{ explained }, { explained: 'x,:,odd' }]) {
      const left = decided(sent({ ...state, hypotheses: [ruledOut] }, fields))
      expect(changed(left, 'observation.explained')).toEqual([])
      expect(remark(left)).toContain('left out')
    }
  })
})

describe('once it is closed', () => {
  const closed = stateWith({ incident: { status: 'closed', closedAt: at(25) } })

  it('keeps what was written, changes nothing else, and names who closed it', () => {
    const decision = decided(sent(closed, { summary: 'It <broke>.', lessons: 'well: fast' }))
    expect(typesOf(decision)).toEqual(['postmortem.written', 'undoable.done', 'entry.added'])
    expect(linesOf(decision)).toEqual(['*Post-mortem* · Ana Alves · adds summary, 1 lesson'])
    expect(remark(decision)).toContain('INC-12 was closed already, by Ben Berg. What you wrote is kept')
  })

  it('says no more than that where nothing was written, also to whoever closed it', () => {
    expect(decided(sent(closed, {}))).toMatchObject({ changes: [], send: [] })
    expect(remark(decided(sent(closed, {}, { closedBy: ana })))).toContain('was closed already, by you.')
  })

  it('a false alarm takes nothing, and the form stays open', () => {
    const outcome = sent(stateWith({ incident: { status: 'cancelled' } }), { summary: 'It broke.' })
    expect(refusalOf(outcome)).toContain('INC-12 was a false alarm')
    expect(outcome).toMatchObject({ field: 'lessons' })
  })
})
