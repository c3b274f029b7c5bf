// A registry may lack a platform's package: npm then leaves it out of the lock without a word, and `npm ci` fails on
// a fresh machine. Every optional dependency of every package must be in the lock, and no address of a registry.
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
})

const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const locked = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')))
const mistakes = Object.entries(packages).flatMap(([path, { resolved, optionalDependencies }]) => [
  ...Object.keys(optionalDependencies)
    .filter((name) => !locked.has(name))
    .map((name) => `${name}, which ${path || 'package.json'} may want, is not in package-lock.json`),
  ...(resolved === undefined ? [] : [`${path} has a download address in package-lock.json`]),
])
for (const mistake of mistakes) console.error(mistake)
if (mistakes.length > 0) process.exitCode = 1
