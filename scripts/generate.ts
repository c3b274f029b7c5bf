// Generates the Prisma client when it is missing or older than the schema: install scripts may not have run.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

const client = 'src/generated/prisma/client.ts'
const schema = 'prisma/schema.prisma'

const isCurrent = existsSync(client) && statSync(client).mtimeMs >= statSync(schema).mtimeMs
if (!isCurrent) {
  const prisma = ['node_modules/prisma/build/index.js', 'generate', '--no-hints']
  const { status, stdout, stderr } = spawnSync(process.execPath, prisma, { encoding: 'utf8' })
  if (status !== 0) {
    console.error(`${stdout}${stderr}`)
    process.exitCode = 1
  }
}
