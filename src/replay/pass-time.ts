import type { Workspace } from '../../playground/workspace.ts'
import type { RunningApp } from '../app.ts'
import type { SteppedClock } from './stepped-clock.ts'

/** A bot and its workspace on one stepped clock. */
export interface Stepped {
  app: RunningApp
  clock: SteppedClock
  workspace: Workspace
}

/** Lets time pass: from alarm to alarm of the bot, standing still at each until all it caused is done. */
export async function passTime(run: Stepped, until: Date, atEachStop: () => void = () => {}): Promise<void> {
  for (;;) {
    await waitUntilQuiet(run)
    const alarm = await run.app.nextDueAt()
    if (!alarm || alarm > until) break
    run.clock.moveTo(alarm)
    await waitUntilQuiet(run)
    atEachStop()
  }
  run.clock.moveTo(until)
  await waitUntilQuiet(run)
}

/** Until nothing is unacknowledged, on its way or due. */
export async function waitUntilQuiet({ app, workspace }: Omit<Stepped, 'clock'>): Promise<void> {
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
