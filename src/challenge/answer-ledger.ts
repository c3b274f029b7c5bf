import type { Change, Decision, Refusal } from '../dispatch/decision.ts'
import type { IncidentState } from '../dispatch/state.ts'
import { conclude } from '../hypothesis/conclude.ts'
import { addEvidence, again, removed, speaking } from '../hypothesis/evidence.ts'
import { openRow, refreshed } from '../hypothesis/ledger.ts'
import { type Hypothesis, type Stance, stillUnexplained, type Unexplained } from '../hypothesis/model.ts'
import { escapeMrkdwn } from '../slack/text.ts'
import { endWait } from '../wait/wait.ts'
import { type Answering, answerWith, onRecord } from './answering.ts'
import { subjectOf } from './subject.ts'

/** A hypothesis somebody chose in a form, if it is still on the table. */
export function openHypothesis(state: IncidentState, id: string): { hypothesis: Hypothesis } | Refusal {
  const row = openRow(state, id)
  return 'refusal' in row ? { ...row, field: 'hypothesis' } : row
}

/** Whether the hypothesis predicted that it would come back: that it did speaks for it or against it. */
export function answerWithEvidence(at: Answering, stance: Stance, because = ''): Decision | Refusal {
  const { state, by, moment } = at
  const words = because.trim()
  const answer = stance === 'for' ? words : 'it does not explain why it is back'
  return answerWith(at, { kind: 'evidence', words: answer }, (challenge) => {
    const { hypothesis, recurrence } = subjectOf(state, challenge)
    if (!hypothesis || !recurrence) return { refusal: 'What this was about is not on the timeline any more.' }
    if (stance === 'for' && !words) return { refusal: 'Say why in a few words.', field: 'text' }
    const said = recurrence.text.trim() || 'it came back'
    const telling = { id: recurrence.entryId, text: words ? `${said} (${words})` : said }
    return addEvidence(state, hypothesis, telling, stance, by, moment)
  })
}

/** *Rule one out…*: the answer is that one of many is off the table. */
export function answerByRulingOut(at: Answering, which: string, because: string): Decision | Refusal {
  const { state, by, moment } = at
  return answerWith(at, { kind: 'ruled_out', words: because }, () => {
    const chosen = openHypothesis(state, which)
    return 'refusal' in chosen ? chosen : conclude(state, which, 'ruled_out', because, by, moment)
  })
}

/** *It is over…*: nobody waits any more. */
export function answerWaitOver(at: Answering, outcome: string): Decision | Refusal {
  const { state, by, moment } = at
  const words = outcome.replace(/\s+/g, ' ').trim()
  return answerWith(at, { kind: 'wait_over', words }, (challenge) => {
    const { wait } = subjectOf(state, challenge)
    if (!wait) return { refusal: 'That wait is over already.' }
    if (!words) return { refusal: 'What came of it? A few words are enough.', field: 'text' }
    return endWait(state, wait, words, by, moment)
  })
}

export interface Explanation {
  /** The observation, where there were several to choose from. */
  entryId?: string | undefined
  /** The hypothesis that accounts for it; none where it is something else. */
  hypothesisId?: string | undefined
  words: string
}

/** *It is explained…*: by a hypothesis, which that speaks for, or by something else, in words. */
export function answerExplained(at: Answering, explanation: Explanation): Decision | Refusal {
  const { state } = at
  const { entryId, hypothesisId } = explanation
  const words = explanation.words.trim()
  const hypothesis = state.hypotheses.find(({ id }) => id === hypothesisId)
  const answer = [hypothesis?.statement, words].filter(Boolean).join(': ')
  return answerWith(at, { kind: 'explained', words: answer }, (challenge) => {
    const open = stillUnexplained(state.unexplained)
    const observation = open.find((known) => known.entryId === (entryId ?? challenge.aboutId))
    if (!observation)
      return { refusal: 'That observation is explained by now, or not on the timeline any more.' }
    if (hypothesisId && (hypothesis?.state ?? 'ruled_out') === 'ruled_out')
      return { refusal: 'That hypothesis is ruled out by now.', field: 'hypothesis' }
    if (!answer) return { refusal: 'By what? Choose a hypothesis, or say it in a few words.', field: 'text' }
    return explained(at, observation, hypothesis, words)
  })
}

function explained(
  at: Answering,
  { entryId, text }: Unexplained,
  hypothesis: Hypothesis | undefined,
  words: string,
): Decision {
  const byWhat = hypothesis ? `, by “${hypothesis.statement}”` : ''
  const how = `${byWhat}${words ? `: ${words}` : ''}`
  const spoken = hypothesis ? evidenceIn(hypothesis, entryId, at) : { changes: [], back: [] }
  const by = hypothesis?.id ?? null
  const deed = onRecord(at, {
    kind: 'evidence',
    text: `Explained: ${text}${how}`,
    told: `*Explained:* ${escapeMrkdwn(text)}${escapeMrkdwn(how)}`,
    subject: `unexplained ${entryId}`,
    changes: [{ type: 'observation.explained', entryId, by, at: at.moment.now }, ...spoken.changes],
    back: [{ type: 'observation.explained', entryId, by: null, at: null }, ...spoken.back],
  })
  return { ...deed, send: [...deed.send, ...refreshed(at.state)] }
}

/** What is explained by a hypothesis speaks for it; what was said of it before comes back with an undo. */
function evidenceIn(
  hypothesis: Hypothesis,
  entryId: string,
  { by, moment }: Answering,
): { changes: Change[]; back: Change[] } {
  const known = hypothesis.evidence.find((evidence) => evidence.entryId === entryId)
  if (known?.stance === 'for') return { changes: [], back: [] }
  const gone = removed(hypothesis, entryId)
  const back = known ? [gone, ...again(known)] : [gone]
  return { changes: speaking(hypothesis, entryId, 'for', by, moment), back }
}
