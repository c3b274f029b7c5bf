// Prints every pattern that these files construct, with its position, when they are loaded and when they mask names.
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const made: { at: string; source: string; flags: string }[] = []

/** The place in `src` that called the constructor, as `path:line`. */
function caller(): string | undefined {
  const line = new Error().stack?.split('\n').find((frame) => frame.includes(join(root, 'src/')))
  const [, place] = /src\/([^:]+:\d+):\d+\)?$/.exec(line ?? '') ?? []
  return place && `src/${place}`
}

function record(pattern: RegExp): RegExp {
  const at = caller()
  if (at) made.push({ at, source: pattern.source, flags: pattern.flags })
  return pattern
}

globalThis.RegExp = new Proxy(RegExp, {
  construct: (target, given) => record(Reflect.construct(target, given)),
  apply: (target, self, given) => record(Reflect.apply(target, self, given)),
})

for (const path of process.argv.slice(2)) await import(join(root, path))

// These patterns are constructed from names, on use.
const { maskIdentifyingDetails: masked } = await import('../../src/investigation/fresh-eyes/mask.ts')
for (const channelName of ['ops', 'ops-eu']) masked('', { title: '', channelName, names: [] })
const { maskFor } = await import('../../src/postmortem/document/confidential.ts')
const mask = maskFor({ people: ['Ana Maria Lima', '.ben'], channels: ['ops-eu'], workspaceUrl: null })
mask('Ana Maria Lima')

console.log(JSON.stringify(made))
