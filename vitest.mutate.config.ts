import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { makeMutants } from './test/mutate/mutants.ts'

const { sources, mutants } = await makeMutants()
const collecting = resolve('test/mutate/collect.ts')
const judging = resolve('test/mutate/mutate.ts')

/** `npm run mutate`: how many small changes to the pure decisions their tables notice. */
export default defineConfig({
  plugins: [
    {
      name: 'mutate',
      enforce: 'pre',
      resolveId: (source, importer) =>
        source === 'vitest' && importer !== collecting && importer !== judging ? collecting : undefined,
      transform: (_code, id) => sources.get(id),
    },
  ],
  test: {
    include: ['test/mutate/mutate.ts'],
    provide: { mutants },
    testTimeout: 60 * 60_000,
    // A switch is numbered on from the file before: one that has not changed may have other numbers than last time.
    fsModuleCache: false,
  },
})
