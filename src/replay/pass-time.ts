import type { Workspace } from '../../playground/workspace.ts'
import type { RunningApp } from '../app.ts'
import type { SteppedClock } from './stepped-clock.ts'

/** A bot and its workspace on one stepped clock. */
export interface SteppedRun {
  app: RunningApp
  clock: SteppedClock
  workspace: Workspace
}

/** Advances the clock from one due timer of the bot to the next, waiting at each until everything it caused is done. */
export async function passTime(run: SteppedRun, until: Date, atEachStop: () => void = () => {}): Promise<void> {
  for (;;) {
    await waitUntilQuiet(run)
    const due = await run.app.nextDueAt()
    if (!due || due > until) break
    run.clock.moveTo(due)
    await waitUntilQuiet(run)
    atEachStop()
  }
  run.clock.moveTo(until)
  await waitUntilQuiet(run)
}

/** Waits until nothing is unacknowledged, in flight or due. */
export async function waitUntilQuiet({ app, workspace }: Omit<SteppedRun, 'clock'>): Promise<void> {
  const acknowledged = async () => {
    await workspace.tick()
    await workspace.idle()
  }
  await acknowledged()
  while (await app.hasWork()) {
    await app.settle()
    await acknowledged()
  }
}
