// A registry may lack a platform's package: npm then leaves it out of the lock without a word, and `npm ci` on
// that platform gets nothing. Every optional dependency must be in the lock, and no address of a registry.
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Package = z.object({ optionalDependencies: z.record(z.string(), z.string()) })
const Lock = z.object({ packages: z.record(z.string(), z.looseObject({ resolved: z.string().optional() })) })

const wanted = Object.keys(
  Package.parse(JSON.parse(readFileSync('package.json', 'utf8'))).optionalDependencies,
)
const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const mistakes = [
  ...wanted
    .filter((name) => !packages[`node_modules/${name}`])
    .map((name) => `${name} is not in package-lock.json`),
  ...Object.entries(packages)
    .filter(([, { resolved }]) => resolved !== undefined)
    .map(([name]) => `${name} has a download address in package-lock.json`),
]
for (const mistake of mistakes) console.error(mistake)
if (mistakes.length > 0) process.exitCode = 1
