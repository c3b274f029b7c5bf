import { setTimeout as sleep } from 'node:timers/promises'
import { type BotProcess, startBotProcess } from '../../support/bot-process.ts'
import type { Log } from './log.ts'

/** How long an operator's supervisor waits before it restarts a bot that exited (ms). */
const restartAfter = 200
/** How long a bot may take to stop when asked, on a busy machine (ms); it promises 10 s. */
const longestGoodbye = 40_000

/** Pino's level for errors. */
const error = 50

interface Logged {
  level: number
  msg?: string
  err?: { message?: string }
}

const loggedIn = (line: string): Logged =>
  line.startsWith('{') ? (JSON.parse(line) as Logged) : { level: error, msg: line }

/** A bot under a supervisor, restarted whenever it exits. Exits that the test did not cause count as deaths. */
export class Bot {
  readonly name: string
  readonly port: number
  readonly deaths: string[] = []
  readonly #variables: Record<string, string>
  readonly #log: Log
  readonly #ended = new WeakSet<BotProcess>()
  #process: BotProcess
  #isReady = false
  #isOver = false

  constructor(name: string, port: number, variables: Record<string, string>, log: Log) {
    this.name = name
    this.port = port
    this.#variables = { ...variables, PORT: String(port) }
    this.#log = log
    this.#process = this.#start()
  }

  get isReady(): boolean {
    return this.#isReady
  }

  /** The output of the current process. */
  get lines(): readonly string[] {
    return this.#process.lines
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.child.kill(signal)
  }

  /** Kills it and restarts it after a while. */
  async kill(): Promise<void> {
    this.#log.note(`${this.name} is killed${this.#isReady ? '' : ' while it starts'}`)
    this.#log.count('kills')
    await this.#end(() => this.#process.kill())
    if (!this.#isOver) this.#process = this.#start()
  }

  /** Asks it to stop, and restarts it once it has. */
  async terminate(): Promise<void> {
    this.#log.note(`${this.name} is asked to stop${this.#isReady ? '' : ' while it starts'}`)
    this.#log.count('stops')
    await this.#end(() => this.#askToStop())
    if (!this.#isOver) this.#process = this.#start()
  }

  /** Stops it for good. */
  async close(): Promise<void> {
    this.#isOver = true
    await this.#end(() => this.#askToStop())
  }

  async #end(how: () => Promise<void>): Promise<void> {
    this.#ended.add(this.#process)
    await how()
    this.#isReady = false
    await sleep(restartAfter)
  }

  async #askToStop(): Promise<void> {
    const { child, ended, kill, lines } = this.#process
    const wasReady = this.#isReady
    child.kill('SIGTERM')
    const code = await Promise.race([ended, sleep(longestGoodbye, 'no end' as const, { ref: false })])
    if (code === 'no end') await kill()
    // Before the bot has installed its signal handlers, the signal itself ends it, without an exit code.
    if (code === 0 || (code === null && !wasReady)) return
    this.#died(code === 'no end' ? 'does not stop' : `stopped with exit code ${code}`, lines)
  }

  #start(): BotProcess {
    this.#isReady = false
    const bot = startBotProcess(this.#variables)
    bot.ready.then(
      () => {
        if (this.#ended.has(bot)) return
        this.#isReady = true
        this.#log.note(`${this.name} is up`)
      },
      () => {},
    )
    bot.onLine((line) => this.#hear(line))
    void bot.ended.then((code) => this.#afterEnd(bot, code))
    return bot
  }

  async #afterEnd(bot: BotProcess, code: number | null): Promise<void> {
    if (this.#ended.has(bot)) return
    this.#ended.add(bot)
    this.#died(`ended by itself${this.#isReady ? '' : ' while it started'}, exit code ${code}`, bot.lines)
    this.#isReady = false
    await sleep(restartAfter)
    if (!this.#isOver) this.#process = this.#start()
  }

  /** Copies the bot's errors into the log, since they may explain a finding. */
  #hear(line: string): void {
    const { level, msg, err } = loggedIn(line)
    if (level >= error) this.#log.note(`${this.name} says: ${msg}${err ? `: ${err.message}` : ''}`)
  }

  #died(how: string, lines: readonly string[]): void {
    this.#log.note(`${this.name} ${how}`)
    this.deaths.push(`${this.name} ${how}:\n${lines.slice(-12).join('\n')}`)
  }
}
