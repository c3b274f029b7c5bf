import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,playground,test}/**/*.test.ts'],
    exclude: ['test/{chaos,bench}/**'],
    globalSetup: 'test/support/database-cluster.ts',
    // As many as the smallest machine has cores: each file has a database of its own.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
