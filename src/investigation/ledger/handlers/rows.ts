import { type Decision, type Refusal, together } from '../../../core/decision.ts'
import type { ButtonClicked } from '../../../core/input.ts'
import type { Feature } from '../../../core/registry.ts'
import type { DecisionContext, IncidentState } from '../../../core/state.ts'
import { conclude, lead, reopen, standDown } from '../conclude.ts'
import { detailsModal } from '../details.ts'
import { addEvidence, observe } from '../evidence.ts'
import { openRow, rowWith } from '../ledger.ts'
import { confirmModal, othersModal, parkModal, reopenModal, ruleOutModal } from '../modals.ts'
import { type Hypothesis, openOnes } from '../model.ts'
import { type Carried, firstOf, unpack } from '../offer.ts'
import { trackAnyway, trackEntryAnyway } from '../propose.ts'
import { findTelling } from '../store.ts'
import { behind, opening, responding } from './common.ts'

const modals = {
  rule_out: ruleOutModal,
  confirm: confirmModal,
  park: parkModal,
} as const

/** The menu of a row. */
function choose(state: IncidentState, input: ButtonClicked, ctx: DecisionContext): Decision | Refusal {
  const [deed, id] = firstOf(input.about)
  if (deed === 'details') {
    const row = rowWith(state, id)
    return 'refusal' in row ? row : opening(detailsModal(state, row.hypothesis))
  }
  const row = openRow(state, id)
  if ('refusal' in row) return row
  if (deed === 'rule_out' || deed === 'confirm' || deed === 'park')
    return opening(modals[deed](state, row.hypothesis))
  const leads = deed === 'lead'
  const outcome = (leads ? lead : standDown)(state, id, input.by, ctx)
  return behind(state, input, outcome, (note) =>
    detailsModal(led(state, leads ? id : null), { ...row.hypothesis, leads }, note),
  )
}

/** As the ledger then stands. */
const led = (state: IncidentState, id: string | null): IncidentState => ({
  ...state,
  hypotheses: state.hypotheses.map((known) => ({ ...known, leads: known.id === id })),
})

/** An entry, or words of its own, as what it is carried for. */
async function carriedFor(
  state: IncidentState,
  carried: Carried,
  tx: Parameters<typeof findTelling>[0],
): Promise<{ telling: { id: string; text: string; occurredAt: Date } } | { words: string } | Refusal> {
  if ('words' in carried) return carried
  const telling = await findTelling(tx, state.incident.id, carried.entryId)
  return telling
    ? { telling: { ...telling, occurredAt: telling.at } }
    : { refusal: 'That entry was withdrawn meanwhile.' }
}

const speaks = (
  state: IncidentState,
  hypothesis: Hypothesis,
  carried: { telling: { id: string; text: string } } | { words: string },
  stance: 'for' | 'against',
  by: ButtonClicked['by'],
  ctx: DecisionContext,
): Decision | Refusal =>
  'words' in carried
    ? observe(state, hypothesis, carried.words, stance, by, ctx)
    : addEvidence(state, hypothesis, carried.telling, stance, by, ctx)

/** What one does with a whole row: lead, rule out, confirm, park, reopen. */
export const rowHandlers: Feature = {
  buttons: {
    'hypothesis.rule_out': responding((state, { about }) => {
      const row = openRow(state, about)
      return 'refusal' in row ? row : opening(ruleOutModal(state, row.hypothesis))
    }),
    'hypothesis.row': responding((state, input, ctx) => choose(state, input, ctx)),
    'hypothesis.others': responding((state) =>
      openOnes(state.hypotheses).length > 0
        ? opening(othersModal(state))
        : { refusal: 'No hypothesis is open any more.' },
    ),
    'hypothesis.reopen': responding((state, { about }) => {
      const closed = state.hypotheses.filter((known) => known.state !== 'open')
      if (closed.length === 0) return { refusal: 'Every hypothesis is open.' }
      const chosen = closed.find(({ id }) => id === about)
      if (about && !chosen) return { refusal: 'It is open again already.' }
      return opening(reopenModal(state, about))
    }),
    'hypothesis.same': responding(async (state, { about, by }, ctx, tx) => {
      const [id, packed] = firstOf(about)
      const row = openRow(state, id)
      if ('refusal' in row) return row
      const carried = await carriedFor(state, unpack(packed), tx)
      return 'refusal' in carried ? carried : speaks(state, row.hypothesis, carried, 'for', by, ctx)
    }),
    'hypothesis.anyway': responding(async (state, { about, by }, ctx, tx) => {
      const carried = await carriedFor(state, unpack(about), tx)
      if ('refusal' in carried) return carried
      if ('words' in carried) return trackAnyway(state, carried.words, by, ctx)
      return trackEntryAnyway(state, carried.telling, by, ctx)
    }),
    'hypothesis.reopen_with': responding(async (state, { about, by }, ctx, tx) => {
      const [id, rest] = firstOf(about)
      const [stance, packed] = firstOf(rest)
      const row = rowWith(state, id)
      if ('refusal' in row) return row
      const carried = await carriedFor(state, unpack(packed), tx)
      if ('refusal' in carried) return carried
      const because = 'words' in carried ? carried.words : carried.telling.text
      const back = reopen(state, id, because, by, ctx)
      if ('refusal' in back) return back
      const open = { ...row.hypothesis, state: 'open' as const }
      const added = speaks(state, open, carried, stance === 'against' ? 'against' : 'for', by, ctx)
      return 'refusal' in added ? back : together(back, added)
    }),
  },
  modals: {
    'hypothesis.rule_out': responding((state, { about, fields, by }, ctx) =>
      conclude(state, about, 'ruled_out', fields.because ?? '', by, ctx),
    ),
    'hypothesis.park': responding((state, { about, fields, by }, ctx) =>
      conclude(state, about, 'parked', fields.because ?? '', by, ctx),
    ),
    'hypothesis.confirm': responding((state, { about, fields, by }, ctx) => {
      const verdict = fields.verdict === 'contributing' ? 'contributing' : 'cause'
      return conclude(state, about, verdict, fields.because ?? '', by, ctx)
    }),
    'hypothesis.reopen': responding((state, { fields, by }, ctx) =>
      reopen(state, fields.hypothesis ?? '', fields.because ?? '', by, ctx),
    ),
    'hypothesis.others': responding((state, { fields }) => {
      const row = rowWith(state, fields.hypothesis ?? '')
      return 'refusal' in row ? row : opening(detailsModal(state, row.hypothesis))
    }),
  },
}
