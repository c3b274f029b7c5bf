// Generates the Prisma client when it is missing or older than the schema: install scripts may not have run.
//
// Prisma's command line is installed under another name than its own, because @prisma/client names it as an optional peer:
// npm would install it, with React and 200 MB more, where only what runs is wanted (`npm ci --omit=dev`). The same goes
// for TypeScript.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

const client = 'src/generated/prisma/client.ts'
const schema = 'prisma/schema.prisma'

const isCurrent = existsSync(client) && statSync(client).mtimeMs >= statSync(schema).mtimeMs
if (!isCurrent) {
  const cli = 'node_modules/prisma-cli/build/index.js'
  if (!existsSync(cli)) {
    console.error(`${client} is missing or out of date, and what generates it is not installed: run npm ci.`)
    process.exit(1)
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], { encoding: 'utf8' })
  if (status !== 0) {
    console.error(`${stdout}${stderr}`)
    process.exitCode = 1
  }
}
