import { describe, expect, it } from 'vitest'
import { known, messageTs, seen } from '../../../test/support/captured.ts'
import {
  ana,
  at,
  ben,
  changed,
  contextAt,
  decided,
  hypothesisWith,
  linesOf,
  refusalOf,
  stateWith,
  typesOf,
  unexplainedWith,
} from '../../../test/support/situation.ts'
import type { Decision, Refusal } from '../../core/decision.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { observationExplained } from '../../investigation/ledger/changes.ts'
import type { ResponseState } from '../state.ts'
import { closeWithDraft } from './closing.ts'
import { packExplained } from './lines.ts'
import { type CurrentValues, submitClose } from './submit.ts'
import { getInitialText, markInitialText, sectionKeys } from './texts.ts'

const ctx = () => contextAt(30)
const nothingKnown: CurrentValues = {
  prose: { summary: '', impact: '', causes: '', resolution: '' },
  isCauseKnown: false,
  written: [],
  lessons: [],
  offered: [],
  closedBy: ben,
}
const about = { began: sectionKeys.map((key) => markInitialText(key, getInitialText(key, nothingKnown))) }
const sent = (
  state: ResponseState,
  fields: Record<string, string>,
  held: Partial<CurrentValues> = {},
): Decision | Refusal => submitClose({ ...ctx(), state, by: ana }, { about, fields }, { ...nothingKnown, ...held })

const resolved = stateWith({ incident: { status: 'resolved', resolvedAt: at(20) } })
const cause = hypothesisWith({ state: 'confirmed', verdict: 'cause' })
const remark = (decision: Decision): string => JSON.stringify(decision.answer)

describe('submitting the close modal', () => {
  it('does the same as closing without the modal when nothing was filled in', () => {
    const asItWas = { causes: 'Not known yet', summary: '', lessons: ' \n', unexplained: '' }
    expect(sent(resolved, asItWas)).toEqual(closeWithDraft({ ...ctx(), state: resolved, by: ana }))
  })

  it('posts one line that names what was added, with one undo that keeps the written sections', () => {
    const fields = { summary: 'It broke.', lessons: 'well: fast\nslow', unexplained: 'why at night' }
    const decision = decided(sent(resolved, fields))
    expect(linesOf(decision)).toEqual(['*Closed* · Ana Alves · adds summary, 2 lessons, 1 open question'])
    expect(changed(decision, entryAdded).map(({ entry }) => [entry.kind, entry.text])).toEqual([
      ['lesson', 'fast'],
      ['lesson', 'slow'],
      ['observation', 'why at night'],
      ['status', 'Closed'],
    ])
    const [written, close] = changed(decision, undoableDone)
    // The new text supersedes earlier undos of its section and cannot be undone itself.
    expect(written).toMatchObject({ subject: 'post-mortem section summary', inverse: [] })
    expect(close?.inverse.map(({ type }) => type)).toEqual(['incident.status', 'entry.withdrawn'])
  })

  it('adds a ticked message, skips one that was deleted in the meantime', () => {
    const noticed = { channelId: seen.channelId, ts: messageTs, kind: 'action' } as const
    const added = decided(sent(resolved, {}, { offered: [{ suggested: noticed, messageContext: known() }] }))
    expect(linesOf(added)).toEqual(['*Closed* · Ana Alves · adds 1 message'])
    expect(changed(added, entryAdded)[0]?.entry).toMatchObject({ kind: 'action', messageTs })
    expect(remark(added)).not.toContain('left out')
    const gone = decided(
      sent(resolved, {}, { offered: [{ suggested: noticed, messageContext: known({ deletedAt: at(29) }) }] }),
    )
    expect(linesOf(gone)).toEqual(['*Closed* · Ana Alves'])
    expect(remark(gone)).toContain('1 of what you ticked was left out')
  })

  it('records what the cause explains, unless it is no longer the cause', () => {
    const unexplained = [unexplainedWith()]
    const explained = packExplained('odd', cause.id)
    const state = { ...resolved, unexplained }
    const noted = decided(sent({ ...state, hypotheses: [cause] }, { explained }))
    expect(changed(noted, observationExplained)).toMatchObject([{ entryId: 'odd', by: cause.id }])
    const ruledOut = hypothesisWith({ state: 'ruled_out' })
    for (const fields of [{ explained }, { explained: 'x,:,odd' }]) {
      const left = decided(sent({ ...state, hypotheses: [ruledOut] }, fields))
      expect(changed(left, observationExplained)).toEqual([])
      expect(remark(left)).toContain('left out')
    }
  })
})

describe('submitting the close modal after the incident was closed', () => {
  const closed = stateWith({ incident: { status: 'closed', closedAt: at(25) } })

  it('saves what was written, changes nothing else, and names who closed it', () => {
    const decision = decided(sent(closed, { summary: 'It <broke>.', lessons: 'well: fast' }))
    expect(typesOf(decision)).toEqual(['postmortem.written', 'undoable.done', 'entry.added'])
    expect(linesOf(decision)).toEqual(['*Post-mortem* · Ana Alves · adds summary, 1 lesson'])
    expect(remark(decision)).toContain('INC-12 was closed already, by Ben Berg. What you wrote is kept')
  })

  it('only says who closed it when nothing was written', () => {
    expect(decided(sent(closed, {}))).toMatchObject({ changes: [], send: [] })
    expect(remark(decided(sent(closed, {}, { closedBy: ana })))).toContain('was closed already, by you.')
  })

  it('refuses a false alarm and keeps the modal open', () => {
    const outcome = sent(stateWith({ incident: { status: 'cancelled' } }), { summary: 'It broke.' })
    expect(refusalOf(outcome)).toContain('INC-12 was a false alarm')
    expect(outcome).toMatchObject({ field: 'lessons' })
  })
})
