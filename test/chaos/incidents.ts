/**
 * Plays random incidents against the bot as operators run it, while it, its database and Slack fail. Prints a line for
 * each, everything lost, duplicated or stuck with the log that led to it, and the seeds; exits 1 if there are findings.
 *
 * `npm run chaos -- [--incidents 200] [--minutes n] [--seed n] [--transport http|socket] [--database embedded|external]
 * [--bots 1|2] [--parallel 2] [--verbose]`. `--seed 123 --incidents 1` draws the same incident again; concurrent events
 * may still interleave differently.
 */
import { parseArgs } from 'node:util'
import { type Choices, planOf } from './incidents/plan.ts'
import { type Outcome, play } from './incidents/play.ts'
import { report, summary } from './incidents/report.ts'
import { embeddedStore, externalStore, makeTemplate } from './incidents/store.ts'

const { values } = parseArgs({
  options: {
    incidents: { type: 'string', default: '200' },
    minutes: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    transport: { type: 'string' },
    database: { type: 'string' },
    bots: { type: 'string' },
    parallel: { type: 'string', default: '2' },
    verbose: { type: 'boolean', default: false },
  },
})
const choices: Choices = {
  transport: oneOf('transport', ['http', 'socket'], values.transport),
  database: oneOf('database', ['embedded', 'external'], values.database),
  bots: values.bots === undefined ? undefined : Number(oneOf('bots', ['1', '2'], values.bots)),
}
if (choices.bots === 2 && choices.database === 'embedded')
  throw new Error('two bots cannot share a data folder: --bots 2 requires --database external')
const [first, count] = [Number(values.seed), Number(values.incidents)]
const end = performance.now() + Number(values.minutes) * 60_000

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
console.log(`seeds ${first} to ${first + count - 1}`)
const template = await makeTemplate()
const outcomes: Outcome[] = []
let next = first
const playing = Array.from({ length: Number(values.parallel) }, async () => {
  while (next < first + count && performance.now() < end) {
    const plan = planOf(next++, choices)
    const store =
      plan.database === 'embedded' ? await embeddedStore(template) : await externalStore(template, plan.bots)
    const outcome = await play(plan, store)
    outcomes.push(outcome)
    console.log(report(outcome, values.verbose))
  }
})
await Promise.all(playing)
console.log(summary(outcomes))
process.exitCode = outcomes.some(({ findings }) => findings.length > 0) ? 1 : 0

function oneOf<T extends string>(name: string, known: readonly T[], given: string | undefined): T | undefined {
  const found = known.find((one) => one === given)
  if (given !== undefined && !found) throw new Error(`--${name} must be ${known.join(' or ')}`)
  return found
}
