import { defineConfig } from 'vitest/config'
import { WaitingFirst } from './test/support/waiting-first.ts'

export default defineConfig({
  test: {
    include: ['{src,playground,test}/**/*.test.ts'],
    exclude: ['test/bench/**'],
    globalSetup: 'test/support/database-cluster.ts',
    // One more than the smallest machine has cores: the tests that wait leave room for it (see `WaitingFirst`).
    maxWorkers: 3,
    // No module keeps anything from one file to the next, so that a worker need not load the bot anew for each.
    isolate: false,
    sequence: { sequencer: WaitingFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
