import { defineConfig } from 'vitest/config'
import { WaitingFirst } from './test/support/waiting-first.ts'

export default defineConfig({
  test: {
    include: ['{src,playground,test}/**/*.test.ts'],
    exclude: ['test/bench/**'],
    globalSetup: 'test/support/database-cluster.ts',
    // As many as the smallest machine has cores: a third has to load and to compile the bot once more, which takes
    // as long as it saves, and what is measured against the clock fails sooner.
    maxWorkers: 2,
    // No module keeps anything from one file to the next, so that a worker need not load the bot anew for each.
    isolate: false,
    sequence: { sequencer: WaitingFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
