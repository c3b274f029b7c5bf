import type { Change, Decision, Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { escapeMrkdwn, who } from '../slack/text.ts'
import { recordDeed } from '../timeline/deed.ts'
import { entryBy } from '../timeline/entry.ts'
import { speaking } from './evidence.ts'
import { refreshed } from './ledger.ts'
import type { Stance, Test } from './model.ts'

/** What came of a test, and what that says of its hypothesis; its entry is evidence where it says something. */
export function closeTest(
  state: IncidentState,
  test: Test,
  words: string,
  speaks: Stance | null,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const result = words.replace(/\s+/g, ' ').trim()
  if (!result) return { refusal: 'What came of it? A few words are enough.', field: 'result' }
  if (test.closedAt)
    return { refusal: `It has its result already: “${escapeMrkdwn(test.result ?? '')}”.`, field: 'result' }
  const entry = entryBy(moment, state.incident.id, 'evidence', `Tested: ${test.text}. ${result}`, by)
  const hypothesis = state.hypotheses.find(({ id }) => id === test.hypothesisId)
  const evidence: Change[] = hypothesis && speaks ? speaking(hypothesis, entry.id, speaks, by, moment) : []
  const questioned: Change[] = hypothesis
    ? [{ type: 'hypothesis.questioned', ids: [hypothesis.id], at: moment.now }]
    : []
  const told = `*Tested:* ${escapeMrkdwn(test.text)}: ${escapeMrkdwn(result)}${verdict(hypothesis?.statement, speaks)}`
  const deed = recordDeed(
    {
      entry,
      line: `${told} · ${who(by)}`,
      words: told,
      subject: `test ${test.id}`,
      changes: [
        { type: 'test.closed', id: test.id, result, speaks, by: by.id, at: moment.now },
        ...questioned,
        ...evidence,
      ],
      back: [
        { type: 'test.reopened', id: test.id },
        ...(hypothesis && speaks
          ? [{ type: 'evidence.removed', hypothesisId: hypothesis.id, entryId: entry.id } as const]
          : []),
      ],
    },
    by,
    moment,
  )
  return { ...deed, send: [...deed.send, ...refreshed(state)] }
}

const verdict = (statement: string | undefined, speaks: Stance | null): string =>
  statement && speaks ? ` (${speaks} “${escapeMrkdwn(statement)}”)` : ''
