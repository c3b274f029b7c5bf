#!/usr/bin/env node
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// Plain JavaScript, so that an old Node can read it and say what to do.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `Fresheyes needs Node 24 or newer; this is ${process.version}. ` +
      'Install it from https://nodejs.org, or run Fresheyes through npm (`npm start`), which brings its own on Linux x64.',
  )
  process.exit(2)
}
// What a start has compiled serves the next one, where this folder may be written to; nobody else may.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
await import('../src/main.ts')
