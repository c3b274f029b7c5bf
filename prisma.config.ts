import { defineConfig } from 'prisma-cli/config'

// `generate` needs no schema engine, yet looks for its binary: any existing file spares the download.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
