import { lessonCategories } from '../../src/core/record/model.ts'
import type { PostMortemInput } from '../../src/postmortem/input.ts'
import { followUpWith } from './follow-up.ts'
import { materialWith } from './material.ts'
import { ana, at, ben, entryWith, hypothesisWith, stateWith } from './situation.ts'

/** An incident with every field filled in; `say` supplies every text that people wrote. */
export function everythingKnown(say: () => string): PostMortemInput {
  const material = materialWith(say)
  const lessons = lessonCategories.map((category, index) =>
    entryWith({ id: `l${index}`, kind: 'lesson', category, text: say(), occurredAt: at(130 + index) }),
  )
  const day = (on: string) => new Date(`${on}T00:00:00Z`)
  const followUps = [
    followUpWith({
      number: 1,
      text: say(),
      state: 'done',
      owner: 'Dev Team',
      kind: 'prevent',
      endedAt: at(2_000),
    }),
    followUpWith({
      number: 2,
      text: say(),
      state: 'in_progress',
      ownerId: ben.id,
      dueOn: day('2026-03-20'),
      kind: 'detect',
    }),
    followUpWith({
      number: 3,
      text: say(),
      owner: say(),
      dueOn: day('2026-04-01'),
      kind: 'mitigate',
      link: 'https://jira/1',
    }),
    followUpWith({ number: 4, text: say(), kind: 'process' }),
    followUpWith({ number: 5, text: say() }),
    followUpWith({ number: 6, text: say(), state: 'dropped', endedBecause: say(), endedAt: at(2_000) }),
  ]
  const cause = hypothesisWith({
    number: 4,
    statement: say(),
    state: 'confirmed',
    verdict: 'cause',
    closedAt: at(70),
    closedBy: ana.id,
    closedBecause: say(),
  })
  const windows = [
    { id: 'w1', from: at(-7), to: at(13) },
    { id: 'w2', from: at(40), to: null },
  ]
  const facts = (['users', 'error rate', 'SLO budget', 'blast radius'] as const).map((name) => ({
    name,
    value: say(),
  }))
  const { state } = material
  const incident = {
    ...state.incident,
    summary: say(),
    services: [say(), say()],
    startedAt: at(-20),
    channelName: 'inc-12',
  }
  return {
    ...material,
    entries: [...material.entries, ...lessons],
    impact: { periods: windows, facts },
    lost: [{ channelId: 'CINC', ts: 1_772_420_700_000_000n, threadTs: null }],
    state: { ...state, incident, followUps, hypotheses: [...state.hypotheses, cause] },
  }
}

/** An incident that was declared and has nothing else recorded. */
export const nothingKnown = (): PostMortemInput => ({
  state: stateWith(),
  entries: [],
  liveMessages: [],
  impact: { periods: [], facts: [] },
  record: null,
  written: [],
  pictures: [],
  lost: [],
  roles: [],
})
