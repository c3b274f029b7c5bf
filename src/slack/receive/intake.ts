import type { Logger } from 'pino'
import { makeRateLimitedWarn } from '../../platform/log.ts'
import { secondMs } from '../../platform/time/durations.ts'

/** Handles one payload from Slack. Resolves to the answer, and rejects when nothing was saved. */
export type TakePayload = (payload: Record<string, unknown>) => Promise<unknown>

/** How long Slack waits for an answer. https://docs.slack.dev/apis/events-api#responding */
const slackAnswerTimeoutMs = 3 * secondMs

/** What both transports do with a payload. */
export class Intake {
  readonly #take: TakePayload
  readonly #log: Logger
  readonly #warnLate: () => undefined
  readonly #inFlight = new Set<Promise<unknown>>()

  constructor(take: TakePayload, log: Logger) {
    this.#take = take
    this.#log = log
    this.#warnLate = makeRateLimitedWarn(log, 'Slack waited longer than 3 s for an answer, and may have given up')
  }

  /**
   * Never rejects. Undefined means that nothing was saved: do not acknowledge the payload, so that Slack resends it.
   */
  async take(payload: Record<string, unknown>): Promise<{ answer: unknown } | undefined> {
    const work = this.#attempt(payload)
    this.#inFlight.add(work)
    try {
      return await work
    } finally {
      this.#inFlight.delete(work)
    }
  }

  /** Resolves when no payload is being handled any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#inFlight)
  }

  async #attempt(payload: Record<string, unknown>): Promise<{ answer: unknown } | undefined> {
    const begun = performance.now()
    try {
      return { answer: await this.#take(payload) }
    } catch (error) {
      this.#log.error({ err: error }, 'an input was not saved; Slack will send it again')
      return undefined
    } finally {
      if (performance.now() - begun > slackAnswerTimeoutMs) this.#warnLate()
    }
  }
}
