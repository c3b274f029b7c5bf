import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../../playground/seeded-random.ts'
import { eventually } from '../support/eventually.ts'
import { discrepancies, readAccounts } from './accounts.ts'
import { Response } from './response.ts'
import { openStage, type Stage } from './stage.ts'

/** Kills per transport; the four ways to be killed take turns. `npm run kill` runs more of them. */
const kills = Number(process.env.KILLS ?? 4)
/** In ms, generous because other tests run on the same machine. */
const bound = 90_000 + kills * 6_000

/** In ms: a bot with little to do is killed after this time. */
const longestLife = 1_500

let stage: Stage
afterEach(() => stage.close())

describe.each(['http', 'socket'] as const)('a bot killed repeatedly during an incident (%s)', (transport) => {
  it(
    'loses nothing that was acknowledged, and posts nothing twice',
    async () => {
      stage = await openStage(transport)
      const random = seededRandom(transport === 'http' ? 7 : 11)
      const response = new Response(stage, random)
      await stage.listening()
      const responding = response.run()
      await eventually('people are at work', () => response.taken > 0)
      for (let killed = 0; killed < kills; killed += 1) await liveAndDie(response, killed % 4, random)
      await stage.listening()
      const before = response.taken
      await eventually('people continue', () => response.taken > before + 2, 60_000)
      response.end()
      await responding
      await quiet()
      await response.finish()
      await quiet()
      const accounts = await readAccounts(stage, response)
      expect(discrepancies(response, accounts)).toEqual([])
      expect(response.taken).toBeGreaterThan(kills / 4)
    },
    bound,
  )
})

/** One life of the bot: it is killed at one of its calls, at a random time in its work, or while it starts. */
async function liveAndDie(response: Response, way: number, random: () => number): Promise<void> {
  if (way === 3) await sleep(200 + random() * 800)
  else {
    await stage.listening()
    const end = performance.now() + longestLife
    const wanted = response.taken + 1
    while (response.taken < wanted && performance.now() < end) await sleep(5)
    if (way === 2) await sleep(random() * 100)
    else {
      stage.killAtCall(1 + Math.floor(random() * 4))
      await Promise.race([stage.bot.ended, sleep(longestLife)])
    }
  }
  await stage.bot.kill()
  stage.spawn()
}

async function quiet(): Promise<void> {
  await stage.workspace.idle()
  const waiting = `SELECT 1 FROM "OutboxCall" WHERE state IN ('queued', 'sending') LIMIT 1`
  const isEmpty = async () => (await stage.database.query(waiting)).rows.length === 0
  await eventually('the outbox is empty', isEmpty, 60_000)
}
