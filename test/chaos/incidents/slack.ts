import type { MethodFault, Misbehaviour } from '../../../playground/faults.ts'
import type { Workspace } from '../../../playground/workspace.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Log } from './log.ts'
import type { Plan } from './plan.ts'

/** The bot's time-out for a call (ms). The call may still be carried out in the 3 s after it. */
const timeout = 10_000
/** The longest delay of a call whose response is lost (ms): less than those 3 s, to allow for a busy machine. */
const latest = 2_000
/** The longest delay of an event, in which others overtake it (ms). */
const longestDetour = 1_500

const broken: readonly Misbehaviour[] = [
  { kind: 'serverError' },
  { kind: 'cutOff' },
  { kind: 'error', code: 'internal_error' },
  { kind: 'error', code: 'fatal_error' },
]
const refusing: readonly Misbehaviour[] = [
  ...broken,
  { kind: 'error', code: 'service_unavailable' },
  { kind: 'rateLimit', seconds: 1 },
  { kind: 'rateLimit', seconds: 2 },
]
/** Methods that may be carried out late: a duplicate would be visible. */
const seen = ['chat.postMessage', 'conversations.create', 'files.completeUploadExternal', 'bookmarks.add']

/** Makes Slack misbehave according to the plan; returns a function that ends it. */
export function troubleSlack({ faults }: Workspace, { seed, odds, hangs: most }: Plan, log: Log): () => void {
  const calls = chanceOf(seed, 1)
  const events = chanceOf(seed, 2)
  let hangs = 0
  faults.interpose((method) => {
    if (!calls.happens(odds.call)) return undefined
    const fault = faultFor(method, calls, hangs < most, log)
    if (fault.answer?.kind === 'hang') hangs += 1
    log.note(`Slack: ${method} ${inWords(fault)}`)
    log.count('faults')
    return fault
  })
  const departure = () => (events.happens(odds.late) ? events.between(1, longestDetour) : 0)
  faults.interposeEvents(() => (events.happens(odds.repeat) ? [departure(), departure()] : [departure()]))
  return () => {
    faults.interpose(undefined)
    faults.interposeEvents(undefined)
  }
}

/**
 * A call that Slack carries out more than 3 s after its bot was killed may be duplicated (docs/delivery.md), so a
 * hanging call is dropped when its bot ends.
 */
function forgottenWithItsBot(log: Log): () => boolean {
  const ends = () => log.counted('kills') + log.counted('stops')
  const before = ends()
  return () => ends() > before
}

function faultFor(method: string, chance: Chance, mayHang: boolean, log: Log): MethodFault {
  const late = { answer: { kind: 'cutOff' }, effectAfter: chance.between(100, latest) } as const
  const hung = chance.pick<MethodFault>([
    { answer: { kind: 'hang' } },
    { answer: { kind: 'hang' }, effectAfter: 0 },
    {
      answer: { kind: 'hang' },
      effectAfter: timeout + chance.between(100, latest),
      lapses: forgottenWithItsBot(log),
    },
  ])
  return chance.weighted<MethodFault>([
    [3, { answer: chance.pick(refusing) }],
    [4, { answer: chance.pick(broken), effectAfter: 0 }],
    [2, { effectAfter: chance.between(50, latest) }],
    [seen.includes(method) ? 1 : 0, late],
    [seen.includes(method) && mayHang ? 0.3 : 0, hung],
  ])
}

function inWords({ answer, effectAfter }: MethodFault): string {
  const answered = answer ? ('code' in answer ? answer.code : answer.kind) : 'slow'
  const carriedOut = effectAfter === undefined ? 'not done' : `done after ${Math.round(effectAfter)} ms`
  return `${answered}, ${carriedOut}`
}
