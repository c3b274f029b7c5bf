import type { Spoke } from '../dispatch/input.ts'
import type { Transact } from '../store/transaction.ts'
import { type Heard, keepMessages } from './store.ts'

interface Waiting {
  spoke: Spoke
  resolve(heard: Heard): void
  reject(error: unknown): void
}

/** How many messages one statement takes. */
const largestBatch = 500

/**
 * Keeps the messages of open incidents, so that a reaction needs no call to Slack. While one batch commits, the
 * next gathers: a busy channel costs few transactions, a quiet one no delay. Each caller is answered after the
 * commit of its own message.
 */
export class Hearing {
  readonly #transact: Transact
  readonly #isUnavailable: (error: unknown) => boolean
  #waiting: Waiting[] = []
  #flushing: Promise<void> | undefined

  constructor(transact: Transact, isUnavailable: (error: unknown) => boolean) {
    this.#transact = transact
    this.#isUnavailable = isUnavailable
  }

  async take(spoke: Spoke): Promise<Heard> {
    const heard = await new Promise<Heard>((resolve, reject) => {
      this.#waiting.push({ spoke, resolve, reject })
      this.#flushing ??= this.#flush()
    })
    return heard
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, largestBatch)
      await this.#keep(batch)
    }
    this.#flushing = undefined
  }

  async #keep(batch: readonly Waiting[]): Promise<void> {
    try {
      const messages = batch.map(({ spoke: { message, incidentId } }) => ({ ...message, incidentId }))
      const heard = await this.#transact((tx) => keepMessages(tx, messages))
      for (const [index, waiting] of batch.entries()) waiting.resolve(heard[index] ?? {})
    } catch (error) {
      // One message that cannot be stored must not take the others along.
      if (batch.length > 1 && !this.#isUnavailable(error)) for (const one of batch) await this.#keep([one])
      else for (const waiting of batch) waiting.reject(error)
    }
  }
}
