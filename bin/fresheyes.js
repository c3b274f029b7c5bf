#!/usr/bin/env node
import module from 'node:module'

// Plain JavaScript, so that an old Node can read it and say what to do.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `Fresheyes needs Node 24 or newer; this is ${process.version}. ` +
      'Install it from https://nodejs.org, or run Fresheyes through npm (`npm start`), which brings its own on Linux x64.',
  )
  process.exit(2)
}
// What a start has compiled serves the next one, where Node may write to the folder of temporary files.
module.enableCompileCache()
await import('../src/main.ts')
