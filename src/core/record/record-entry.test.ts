import { expect, it } from 'vitest'
import { ana, at, contextAt } from '../../../test/support/situation.ts'
import { roleResumed } from '../../incident/roles/changes.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { undoableDone } from '../undo/changes.ts'
import { entryAdded, entryWithdrawn } from './changes.ts'
import { entryBy, entryByBot } from './entry.ts'
import { recordEntry } from './record-entry.ts'

const ctx = contextAt(3)

it('records an action as the actor’s, at the current time', () => {
  expect(entryBy({ ...contextAt(3), by: ana }, 'incident', 'status', 'resolved')).toEqual({
    id: 'new-1',
    incidentId: 'incident',
    kind: 'status',
    state: 'shown',
    text: 'resolved',
    occurredAt: at(3),
    recordedAt: at(3),
    recorderId: ana.id,
    authorId: ana.id,
  })
})

it('keeps the data of a sentence of the bot’s own', () => {
  const worded = { text: 'Resolved', data: { type: 'status', to: 'resolved' } }
  expect(entryBy({ ...ctx, by: ana }, 'incident', 'status', worded)).toMatchObject(worded)
  expect(entryBy({ ...ctx, by: ana }, 'incident', 'status', 'resolved')).not.toHaveProperty('data')
})

it('records an entry without an actor as the bot’s', () => {
  const entry = entryByBot(ctx, 'incident', 'role', 'taken back')
  expect(entry.recorderId).toBe('fresheyes')
  expect(entry).not.toHaveProperty('authorId')
})

it('records the entry, the other changes, one public line and the inverse for undo', () => {
  const entry = { ...entryBy({ ...ctx, by: ana }, 'incident', 'role', 'x'), id: 'e' }
  const changes = [roleResumed({ id: 'there' })]
  const back = [roleResumed({ id: 'back' })]
  const action = { entry, line: '*x* · Ana', words: '*x*', subject: 'role x' }
  const decision = recordEntry({ ...contextAt(3), by: ana }, { ...action, changes, back })
  expect(decision.changes).toEqual([
    entryAdded({ entry }),
    ...changes,
    undoableDone({
      id: 'new-1',
      incidentId: 'incident',
      subject: 'role x',
      inverse: [...back, entryWithdrawn({ entryId: 'e' })],
      words: '*x*',
      by: ana.id,
      at: at(3),
    }),
  ])
  expect(decision.send).toEqual([
    {
      to: { incident: 'incident' },
      call: { do: 'post', message: sentenceMessage('*x* · Ana'), entryId: 'e' },
    },
  ])
  expect(recordEntry({ ...contextAt(3), by: ana }, action).changes).toMatchObject([
    { type: 'entry.added' },
    { inverse: [{ type: 'entry.withdrawn' }] },
  ])
})
