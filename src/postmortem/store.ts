import { boardsOf } from '../delivery/store.ts'
import { loadState } from '../dispatch/store.ts'
import type { Incident } from '../incident/model.ts'
import { impactOf } from '../incident/store.ts'
import { roleHistory } from '../role/store.ts'
import { findPassed } from '../store/passed.ts'
import { namesOf } from '../store/people.ts'
import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import { timelineOf } from '../timeline/store.ts'
import type { PostMortemChange } from './changes.ts'
import type { Closing } from './closing.ts'
import type { Material } from './material.ts'

export const postMortemSavers: Savers<PostMortemChange> = {
  'postmortem.drafted': async (tx, { id, incidentId, at }) => {
    await tx.postMortem.createMany({ data: [{ id, incidentId, draftedAt: at }], skipDuplicates: true })
  },
}

/** All that a post-mortem is built from, as stored now. */
export async function loadMaterial(tx: Tx, incidentId: string): Promise<Material> {
  const state = await loadState(tx, incidentId)
  const entries = await timelineOf(tx, incidentId)
  const roles = await roleHistory(tx, incidentId)
  const impact = await impactOf(tx, incidentId)
  const people = [
    ...state.hypotheses.flatMap(({ evidence }) => evidence.map(({ by }) => by)),
    ...roles.map(({ userId }) => userId),
    ...entries.flatMap(({ authorId, recorderId, resultBy }) => [
      recorderId,
      ...[authorId, resultBy].filter((id) => id !== null),
    ]),
  ]
  const names = new Map([...state.names, ...(await namesOf(tx, people))])
  const boards = await boardsOf(tx, incidentId)
  return { state: { ...state, names }, entries, impact, roles, boards }
}

/** At how many messages that nobody captured the review at close looks. */
const reviewed = 3_000

/** Who closed an incident, and what nobody captured of its channel. */
export async function loadClosing(tx: Tx, { id: incidentId, declaredBy }: Incident): Promise<Closing> {
  const last = await tx.entry.findFirst({
    where: { incidentId, kind: 'status', state: { not: 'withdrawn' } },
    orderBy: { recordedAt: 'desc' },
    select: { recorderId: true },
  })
  return {
    closedBy: last?.recorderId ?? declaredBy,
    passed: await findPassed(tx, incidentId, { most: reviewed }),
  }
}
