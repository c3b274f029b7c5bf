import { seededRandom } from '../../../playground/seeded-random.ts'

/** Draws that repeat with the seed. */
export interface Chance {
  /** From `least` up to, not including, `most`. */
  between(least: number, most: number): number
  /** The same in whole numbers. */
  whole(least: number, most: number): number
  happens(odds: number): boolean
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T
  /** One of these, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T
}

/** `stream` parts what is drawn at different paces: how fast people are changes nothing in what Slack does. */
export function chanceOf(seed: number, stream: number): Chance {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b))
  const between = (least: number, most: number) => least + random() * (most - least)
  const whole = (least: number, most: number) => Math.floor(between(least, most))
  return {
    between,
    whole,
    happens: (odds) => random() < odds,
    pick: (from) => drawn(from[whole(0, from.length)]),
    weighted(choices) {
      const total = choices.reduce((sum, [weight]) => sum + weight, 0)
      let left = random() * total
      const found = choices.find(([weight]) => {
        left -= weight
        return left < 0
      })
      return drawn(found ?? choices.at(-1))[1]
    },
  }
}

function drawn<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('there is nothing to draw from')
  return found
}
