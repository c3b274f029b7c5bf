import { readFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { Command, CommanderError } from 'commander'
import type { ExportOptions } from './cli/export.ts'
import { CannotWriteError, UsageError } from './cli/usage-error.ts'
import { readConfig } from './platform/config/config.ts'
import { ConfigurationError } from './platform/config/environment.ts'
import { DatabaseSetupError, DatabaseUnreachableError } from './platform/db/errors.ts'
import { makeLog } from './platform/log.ts'
import { formatNames } from './postmortem/export/export-request.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** Their messages need no stack. */
const selfExplanatoryErrors = [DatabaseSetupError, DatabaseUnreachableError, CannotWriteError]

// Each command imports what it needs when it runs, since loading the whole bot takes a second.
const program = new Command('fresheyes')
  .description('A Slack bot for incident response that helps a team change its mind in time')
  .version(version)
  .exitOverride()

program
  .command('start')
  .description('run the bot (settings: see README)')
  .action(async () => {
    const { parseSettings } = await import('./features.ts')
    const config = readConfig(process.env, parseSettings)
    const log = makeLog(config.log.level)
    for (const hint of config.hints ?? []) log.warn({ hint }, 'a setting has been renamed')
    const { runProcess } = await import('./process.ts')
    await runProcess(async (signal) => {
      const { startApp } = await import('./app.ts')
      // Node does this at exit, but a bot that is killed never gets there.
      flushCompileCache()
      return await startApp(config, log, { signal })
    }, log)
  })

program
  .command('replay')
  .description('run the bot on a recorded incident, hours in seconds')
  .argument('<folder>', 'an incident folder: a Slack export of one channel and script.json')
  .requiredOption('--out <dir>', 'folder for the results')
  .action(async (folder: string, { out }: { out: string }) => {
    const { replayToFolder } = await import('./replay/replay.ts')
    await replayToFolder(folder, out)
  })

program
  .command('export')
  .description('write a post-mortem to a file, even while the bot is running')
  .argument('<incident>', 'for example INC-12')
  .option('--format <format>', formatNames, 'md')
  .option('--template <name>', 'the template to use, for example public')
  .requiredOption('--out <file>', 'output file; - is standard output')
  .action(async (incident: string, options: ExportOptions) => {
    const { exportDocument } = await import('./cli/export.ts')
    const complaint = await exportDocument(process.env, incident, options)
    if (complaint) console.error(complaint)
  })

program
  .command('forms')
  .description('check the post-mortem templates and name the line of each mistake')
  .option('--templates <folder>', 'folder with your own templates; by default, the one in the settings')
  .action(async ({ templates }: { templates?: string }) => {
    const { checkTemplates } = await import('./cli/check-templates.ts')
    if (!checkTemplates(process.env, templates)) process.exitCode = 1
  })

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = reportError(error)
}

/** 1: failed. 2: wrong usage or configuration. What an operator can fix is printed as a sentence, without a stack. */
function reportError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof ConfigurationError || error instanceof UsageError) {
    console.error(error.message)
    return 2
  }
  const isPlain = error instanceof Error && selfExplanatoryErrors.some((kind) => error instanceof kind)
  console.error(isPlain ? error.message : error)
  return 1
}
