/** The bot's clock: the only source for times that it stores or bases decisions on. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
