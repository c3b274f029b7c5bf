/** The clock of the workspace. A replay passes its own and steps it. */
export interface WorkspaceClock {
  now(): number
}

export const realTime: WorkspaceClock = { now: () => Date.now() }

export function epochSeconds(clock: WorkspaceClock): number {
  return Math.floor(clock.now() / 1000)
}
