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

/** Their messages say all. */
const selfExplanatoryErrors = [DatabaseSetupError, DatabaseUnreachableError, CannotWriteError]

// Each command loads what it runs when it runs: the whole bot takes a second.
const program = new Command('fresheyes')
  .description('A Slack bot for incident response that helps a team change its mind in time')
  .version(version)
  .exitOverride()

program
  .command('start')
  .description('run the bot (settings: see README)')
  .action(async () => {
    const config = readConfig(process.env)
    const log = makeLog(config.log.level)
    const { runProcess } = await import('./process.ts')
    await runProcess(async (signal) => {
      const { startApp } = await import('./app.ts')
      // At the end of the process Node would do it by itself, but a bot that is killed has no such end.
      flushCompileCache()
      return await startApp(config, log, { signal })
    }, log)
  })

program
  .command('replay')
  .description('run the bot on a recorded incident, hours in seconds')
  .argument('<folder>', 'an incident folder: a Slack export of one channel and script.json')
  .requiredOption('--out <dir>', 'where the results go')
  .action(async (folder: string, { out }: { out: string }) => {
    const { replayToFolder } = await import('./replay/replay.ts')
    await replayToFolder(folder, out)
  })

program
  .command('export')
  .description('write a post-mortem to a file, also while the bot runs')
  .argument('<incident>', 'for example INC-12')
  .option('--format <format>', formatNames, 'md')
  .option('--template <name>', 'the form it has, for example public')
  .requiredOption('--out <file>', 'where it goes; - is standard output')
  .action(async (incident: string, options: ExportOptions) => {
    const { exportDocument } = await import('./cli/export.ts')
    const complaint = await exportDocument(process.env, incident, options)
    if (complaint) console.error(complaint)
  })

program
  .command('forms')
  .description('check the forms of the post-mortem, and say what is wrong with which line')
  .option('--templates <folder>', 'where your own are; without it, where the settings say')
  .action(async ({ templates }: { templates?: string }) => {
    const { checkTemplates: checkForms } = await import('./cli/check-templates.ts')
    if (!checkForms(process.env, templates)) process.exitCode = 1
  })

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

/** 1: failed. 2: used wrongly, or configured so. What an operator can mend is a sentence, not a stack. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof ConfigurationError || error instanceof UsageError) {
    console.error(error.message)
    return 2
  }
  const isPlain = error instanceof Error && selfExplanatoryErrors.some((kind) => error instanceof kind)
  console.error(isPlain ? error.message : error)
  return 1
}
