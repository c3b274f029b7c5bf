import { setTimeout as sleep } from 'node:timers/promises'
import type { Bot } from './bot.ts'
import type { Blow } from './plan.ts'
import type { Stage } from './stage.ts'

/** A bot that makes no call is killed after this time (ms). */
const longestWait = 1_500
/** A bot that does not come up is struck after this time (ms). */
const longestStart = 15_000

/** Strikes, and resolves when the blow is over; a bot that was hit may still be restarting. */
export async function strike(blow: Blow, stage: Stage): Promise<void> {
  const { workspace, log } = stage
  const { faults } = workspace
  switch (blow.what) {
    case 'kill': {
      const bot = await upAgain(blow.bot, stage)
      await (blow.atCall > 0 ? killAtCall(blow.atCall, bot, stage) : bot.kill())
      if (blow.again === null) return
      await sleep(blow.again)
      return await bot.kill()
    }
    case 'terminate':
      return await (await upAgain(blow.bot, stage)).terminate()
    case 'freeze': {
      const bot = await upAgain(blow.bot, stage)
      log.note(`${bot.name} stands still for ${Math.round(blow.ms)} ms`)
      bot.signal('SIGSTOP')
      await sleep(blow.ms)
      return bot.signal('SIGCONT')
    }
    case 'kill database':
    case 'restart database':
    case 'end sessions':
      return await strikeDatabase(blow, stage)
    case 'cut database':
      log.note(`bot ${blow.bot + 1} is cut off from the database for ${Math.round(blow.ms)} ms`)
      log.count('cuts')
      stage.store.cut(blow.bot)
      await sleep(blow.ms)
      return stage.store.mend(blow.bot)
    case 'close sockets':
      log.note('sockets are closed')
      return faults.closeSockets()
    case 'refresh sockets':
      log.note('sockets are to be renewed')
      faults.disconnectSockets('refresh_requested')
      await sleep(500)
      return
    case 'slack down':
      log.note(`Slack is down for ${Math.round(blow.ms)} ms`)
      faults.down(true)
      await sleep(blow.ms)
      return faults.down(false)
    case 'lose events':
      log.note(`Slack gives up on events for ${Math.round(blow.ms)} ms`)
      faults.loseEvents(true)
      await sleep(blow.ms)
      return faults.loseEvents(false)
  }
}

async function strikeDatabase(
  blow: Extract<Blow, { what: 'kill database' | 'restart database' | 'end sessions' }>,
  { store, log }: Stage,
): Promise<void> {
  log.count('database')
  log.note(blow.what === 'kill database' ? `kill database${blow.whole ? ', all of it' : ''}` : blow.what)
  if (blow.what === 'kill database') return store.kill(blow.whole)
  if (blow.what === 'restart database') return store.restart()
  // A database that is down has no sessions to end.
  await store.endSessions().catch((error: unknown) => log.note(`no session was ended: ${String(error)}`))
}

/** Waits for the bot to be up before it is struck; only `again` kills a bot while it starts. */
async function upAgain(number: number, { bots }: Stage): Promise<Bot> {
  const bot = bots[number % bots.length]
  if (!bot) throw new Error('there are no bots')
  for (const end = performance.now() + longestStart; !bot.isReady && performance.now() < end; ) await sleep(20)
  return bot
}

/** Kills the bot after a call takes effect and before its response, or after a while if there is no call. */
async function killAtCall(more: number, bot: Bot, { workspace, log }: Stage): Promise<void> {
  await new Promise<void>((resolve) => {
    let left = more
    const timer = setTimeout(() => {
      left = 0
      resolve(bot.kill())
    }, longestWait)
    workspace.journal.onEntry((entry) => {
      if (entry.kind !== 'call' || left === 0) return
      left -= 1
      if (left > 0) return
      clearTimeout(timer)
      log.note(`Slack has carried out ${entry.method}`)
      resolve(bot.kill())
    })
  })
}
