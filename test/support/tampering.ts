import fc from 'fast-check'
import { makeRegistry } from '../../src/features.ts'
import { loadTemplates } from '../../src/postmortem/templates/load.ts'
import { pressBody, submissionBody } from './payloads.ts'

/** Every button and modal of every feature. */
const { actions, modals } = makeRegistry(loadTemplates())
const handlers = [
  ...[...actions.keys()].map((name) => ({ kind: 'button', name })),
  ...[...modals.keys()].map((name) => ({ kind: 'form', name })),
]

const dashes = '-'.repeat(36)
const nines = '9'.repeat(25)
const unknown = '0f8fad5b-d9cb-469f-a165-70867728950e'
const ids = ['', 'none', dashes, unknown, nines, 'a\0b', '{', 'null', '💥', '__proto__']

const chosen = {
  channelId: 'C1',
  threadTs: null,
  authorId: null,
  text: 'a\0b',
  isPrivate: false,
  hasMore: false,
}
const packed = ['1772420400000000', '999999999999999999', nines].flatMap((ts) => [
  JSON.stringify({ ...chosen, ts }),
  JSON.stringify({ mode: 'live', source: { ...chosen, ts } }),
])
const references = [
  ...['rule_out', 'result', 'history', 'entry'].map((deed) => `${deed} ${dashes}`),
  ...[`all newer 9999999999999 1 ${dashes}`, `all newer 999999999999999 1 ${unknown}`],
  ...[`${unknown} for entry ${dashes}`, `observation:C1:${nines}`, `summary:${nines}:x`, `${dashes} ${nines}`],
]
const inputs = [
  ...['text', 'because', 'hypothesis', 'entry', 'stance', 'minutes', 'kind', 'when', 'time', 'reason'],
  ...['result', 'note', 'person', 'severity', 'title', 'started', 'detected', 'resolved', 'from', 'to'],
  ...['past', 'services', 'summary', 'mode', 'where', 'verdict', 'action', 'form', 'day', 'how', 'owner'],
  ...['due', 'users', 'speaks', 'status', 'state', 'lines', 'until', 'announce', 'causes'],
]
const plausible = ['for', 'against', 'action', 'observation', 'prevent', '14:35', '999999-01-01', '1e9', '-1', '5']

const tampering = fc.record({
  /** Undefined stands for an existing incident. */
  incidentId: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.constantFrom(...ids)),
  about: fc.constantFrom(...ids, ...packed, ...references),
  fields: fc.dictionary(fc.constantFrom(...inputs), fc.constantFrom(...ids, ...plausible), { minKeys: 10 }),
})

/** One payload per button and modal, with ids, metadata and fields that the bot would never have written. */
export const tamperedPayloads = (seed: number, incident: string): Record<string, unknown>[] =>
  fc.sample(tampering, { seed, numRuns: handlers.length }).map(({ incidentId, about, fields }, index) => {
    const { kind, name } = handlers[index] ?? { kind: '', name: '' }
    const to = JSON.stringify({ incidentId: incidentId ?? incident, about })
    const values = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value: { value } }]))
    const view = { id: `V${index}`, type: 'modal', hash: `${seed}`, private_metadata: to, state: { values } }
    const once = { trigger_id: `${seed}.${index}` }
    return kind === 'form'
      ? submissionBody({ ...view, callback_id: name }, once)
      : pressBody({ ...once, view, actions: [{ action_id: name, value: to }] })
  })
