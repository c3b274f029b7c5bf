import { expect, it } from 'vitest'
import { ana, at, momentAt } from '../../../test/support/situation.ts'
import { roleResumed } from '../../incident/roles/changes.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { undoableDone } from '../undo/changes.ts'
import { entryAdded, entryWithdrawn } from './changes.ts'
import { entryBy } from './entry.ts'
import { recordEntry } from './record-entry.ts'

const ctx = momentAt(3)

it('records an action as the actor’s, at the current time', () => {
  expect(entryBy(momentAt(3), 'incident', 'status', 'resolved', ana)).toEqual({
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
  expect(entryBy(ctx, 'incident', 'status', worded, ana)).toMatchObject(worded)
  expect(entryBy(ctx, 'incident', 'status', 'resolved', ana)).not.toHaveProperty('data')
})

it('records an entry without an actor as the bot’s', () => {
  const entry = entryBy(ctx, 'incident', 'role', 'taken back', null)
  expect(entry.recorderId).toBe('fresheyes')
  expect(entry).not.toHaveProperty('authorId')
})

it('records the entry, the other changes, one public line and the inverse for undo', () => {
  const entry = { ...entryBy(ctx, 'incident', 'role', 'x', ana), id: 'e' }
  const changes = [roleResumed({ id: 'there' })]
  const back = [roleResumed({ id: 'back' })]
  const action = { entry, line: '*x* · Ana', words: '*x*', subject: 'role x' }
  const decision = recordEntry({ ...action, changes, back }, ana, momentAt(3))
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
  expect(recordEntry(action, ana, momentAt(3)).changes).toMatchObject([
    { type: 'entry.added' },
    { inverse: [{ type: 'entry.withdrawn' }] },
  ])
})
