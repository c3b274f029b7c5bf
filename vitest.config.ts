import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,playground,test}/**/*.test.ts'],
    exclude: ['test/{chaos,bench}/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
