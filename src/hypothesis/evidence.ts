import type { Change, Decision, Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { clip, escapeMrkdwn, who } from '../slack/text.ts'
import { recordDeed } from '../timeline/deed.ts'
import { entryBy } from '../timeline/entry.ts'
import { refreshed } from './ledger.ts'
import type { Evidence, Hypothesis, Stance } from './model.ts'

/** An entry as far as it can speak for a hypothesis or against it. */
export interface Telling {
  id: string
  text: string
}

/**
 * An entry speaks for an open hypothesis or against it; said again the latest word counts. Evidence against puts the
 * hypothesis to the question, evidence for it does not (Klayman & Ha 1987: what confirms it tells it from nothing).
 */
export function addEvidence(
  state: IncidentState,
  hypothesis: Hypothesis,
  telling: Telling,
  stance: Stance,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const known = hypothesis.evidence.find(({ entryId }) => entryId === telling.id)
  if (known?.stance === stance)
    return { refusal: `It speaks ${stance} “${escapeMrkdwn(clip(hypothesis.statement, 120))}” already.` }
  const said = `${stance === 'for' ? 'For' : 'Against'} *${escapeMrkdwn(hypothesis.statement)}*: ${escapeMrkdwn(clip(telling.text, 300))}`
  const entry = entryBy(
    moment,
    state.incident.id,
    'evidence',
    `${stance === 'for' ? 'For' : 'Against'} “${hypothesis.statement}”: ${telling.text}`,
    by,
  )
  const deed = recordDeed(
    {
      entry,
      line: `${said} · ${who(by)}`,
      words: said,
      subject: `evidence ${hypothesis.id} ${telling.id}`,
      changes: speaking(hypothesis, telling.id, stance, by, moment),
      back: [{ type: 'evidence.removed', hypothesisId: hypothesis.id, entryId: telling.id }, ...again(known)],
    },
    by,
    moment,
  )
  return { ...deed, send: [...deed.send, ...refreshed(state)] }
}

/** The evidence itself, and what it puts to the question. */
export function speaking(
  { id: hypothesisId }: Pick<Hypothesis, 'id'>,
  entryId: string,
  stance: Stance,
  by: Actor,
  { newId, now: at }: Moment,
): Change[] {
  const added: Change = { type: 'evidence.added', id: newId(), hypothesisId, entryId, stance, by: by.id, at }
  return stance === 'against' ? [added, { type: 'hypothesis.questioned', ids: [hypothesisId], at }] : [added]
}

const again = (known: Evidence | undefined): Change[] => {
  if (!known) return []
  const { id, hypothesisId, entryId, stance, by, at } = known
  return [{ type: 'evidence.added', id, hypothesisId, entryId, stance, by, at }]
}
