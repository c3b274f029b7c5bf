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
  #waiting: Waiting[] = []
  #flushing: Promise<void> | undefined

  constructor(transact: Transact) {
    this.#transact = transact
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
      try {
        const heard = await this.#transact((tx) =>
          keepMessages(
            tx,
            batch.map((waiting) => waiting.spoke.message),
          ),
        )
        for (const [index, waiting] of batch.entries()) waiting.resolve(heard[index] ?? {})
      } catch (error) {
        for (const waiting of batch) waiting.reject(error)
      }
    }
    this.#flushing = undefined
  }
}
