import { seededRandom } from '../../../playground/seeded-random.ts'

/** Random draws that are reproducible from a seed. */
export interface Chance {
  /** A number from `least` up to but excluding `most`. */
  between(least: number, most: number): number
  /** Likewise, an integer. */
  whole(least: number, most: number): number
  happens(odds: number): boolean
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T
  /** One of these, with a probability proportional to its weight. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T
}

/** Streams are independent, so that the speed of people does not change what is drawn for Slack. */
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
  if (found === undefined) throw new Error('cannot draw from an empty list')
  return found
}
