import { describe, expect, it } from 'vitest'
import { testConnection } from '../support/database.ts'
import { planOf } from './incidents/plan.ts'
import { play } from './incidents/play.ts'
import { report } from './incidents/report.ts'
import { guestStore } from './incidents/store.ts'

/** Blows that would hit the database server shared by all tests, or take long. `npm run chaos` has all of them. */
const without = ['kill database', 'restart database', 'lose events', 'slack down'] as const

describe('an incident while the bot, its database and Slack fail', () => {
  it('loses nothing, posts nothing twice and comes to rest', async () => {
    const choices = {
      transport: 'http',
      database: 'external',
      bots: 1,
      deeds: 5,
      blows: 2,
      hangs: 0,
      without,
    } as const
    const plan = planOf(5, choices)
    const outcome = await play(plan, await guestStore(await testConnection(), plan.bots))
    expect(outcome.findings, report(outcome, true)).toEqual([])
    expect(outcome.deeds.length).toBeGreaterThan(0)
  }, 600_000)
})
