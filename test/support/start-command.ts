import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')
const Package = z.object({ scripts: z.object({ start: z.string() }) })

/** What `npm start` gives Node: flags, program and command, with an absolute path to the program. */
export function startArguments(): string[] {
  const { scripts } = Package.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const [node, ...args] = scripts.start.split(' ')
  if (node !== 'node') throw new Error(`npm start runs ${node}, not node`)
  return args.map((arg) => (arg.startsWith('bin/') ? join(root, arg) : arg))
}
