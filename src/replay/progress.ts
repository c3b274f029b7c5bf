import type { WriteStream } from 'node:tty'
import type { Channel } from '../../playground/workspace.ts'
import { formatClockTime } from '../platform/time/format.ts'
import { isOpenChallenge } from './stage.ts'

/** Shows the progress of a replay: a status line on a terminal but not in a pipe, and the challenges in both. */
export class ReplayProgress {
  readonly #out: WriteStream
  readonly #zone: string
  readonly #shown = new Set<string>()

  constructor(out: WriteStream, zone: string) {
    this.#out = out
    this.#zone = zone
  }

  showTime(now: Date, done: number, all: number): void {
    if (!this.#out.isTTY) return
    this.#out.write(`\r\x1b[2K${formatClockTime(now, this.#zone)}  ${Math.round((100 * done) / all)} %`)
  }

  /** Prints each challenge once, as it appears in the channel. */
  showChallenges(channel: Channel | undefined): void {
    for (const message of channel?.messages() ?? []) {
      if (!isOpenChallenge(message) || this.#shown.has(message.ts)) continue
      this.#shown.add(message.ts)
      const at = formatClockTime(new Date(Number(message.ts) * 1000), this.#zone)
      const lines = message.plain.split('\n').filter((line) => line.trim() !== '')
      this.say(`\n${at}  ${lines.join('\n       ')}`)
    }
  }

  say(text: string): void {
    if (this.#out.isTTY) this.#out.write('\r\x1b[2K')
    this.#out.write(`${text}\n`)
  }

  finish(): void {
    if (this.#out.isTTY) this.#out.write('\r\x1b[2K')
  }
}
