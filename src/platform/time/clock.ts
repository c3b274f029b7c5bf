/** Where the bot gets the time from: the one source for every time it stores or decides by. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
