import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,playground,test}/**/*.test.ts'],
    exclude: ['test/{chaos,bench}/**'],
    globalSetup: 'test/support/database-cluster.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
