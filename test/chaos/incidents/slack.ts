import type { MethodFault, Misbehaviour } from '../../../playground/faults.ts'
import type { Workspace } from '../../../playground/workspace.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Log } from './log.ts'
import type { Plan } from './plan.ts'

/** Our time-out for a call (ms), after which it may still be carried out within 3 s. */
const timeout = 10_000
/** How late a call whose answer is lost is carried out at most: less than those 3 s, for a machine that is busy (ms). */
const latest = 2_000
/** How late an event comes, so that others overtake it (ms). */
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
/** What can come late: what is done twice is seen. */
const seen = ['chat.postMessage', 'conversations.create', 'files.completeUploadExternal', 'bookmarks.add']

/** From now on Slack is as the plan has it; returns what sets it right. */
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
 * What Slack carries out more than 3 s after the bot that asked for it was killed may come twice (docs/delivery.md): a
 * call that hangs is forgotten with its bot.
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
