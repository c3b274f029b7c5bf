import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Workspace } from '../../playground/workspace.ts'
import { type RunningApp, startApp } from '../app.ts'
import { type IncidentFolder, readIncidentFolder } from '../cli/incident-folder.ts'
import type { DocumentFormat } from '../core/outbox/rendered.ts'
import { parseSettings, type TeamSettings } from '../features.ts'
import { findIncidentId } from '../incident/lifecycle/store.ts'
import type { Config } from '../platform/config/config.ts'
import type { Database } from '../platform/db/database.ts'
import { makeLog } from '../platform/log.ts'
import { minuteMs } from '../platform/time/durations.ts'
import { PostMortem } from '../postmortem/document/model.ts'
import { defaultFileRequest } from '../postmortem/export/file.ts'
import type { TemplateLibrary } from '../postmortem/templates/library.ts'
import { loadTemplates, selectTemplates } from '../postmortem/templates/load.ts'
import { runRenderJob } from '../postmortem/worker/order.ts'
import { normalizeReplayOutput } from './comparable.ts'
import { passTime, type SteppedRun, waitUntilQuiet } from './pass-time.ts'
import { ReplayProgress } from './progress.ts'
import { mergeTalkAndSteps, Stage } from './stage.ts'
import { SteppedClock } from './stepped-clock.ts'
import { summarizePostMortem } from './summary.ts'

/** Replays a recorded incident with the real bot and writes the results to a folder inside `out`. */
export async function replayToFolder(folder: string, out: string): Promise<void> {
  const recording = await readIncidentFolder(folder)
  const progress = new ReplayProgress(process.stdout, recording.script.zone)
  await runReplay({ recording }, progress, (run) => writeResults(run, join(out, basename(folder)), progress))
}

/** The result of a replay: the post-mortem as data, and rendered with the team's template. */
export interface Replayed {
  document: PostMortem
  md: string
  html: string
  json: string
}

/** Replays a recorded incident with the real bot, on its own database or on the empty one passed in. */
export async function replayIncident(folder: string, database?: Database): Promise<Replayed> {
  const recording = await readIncidentFolder(folder)
  return await runReplay({ recording, database }, undefined, ({ app, templates }) =>
    collectReplayResult(app, templates),
  )
}

interface ReplaySource {
  recording: IncidentFolder
  database?: Database | undefined
}

async function runReplay<T>(
  source: ReplaySource,
  progress: ReplayProgress | undefined,
  result: (run: Replay) => Promise<T>,
): Promise<T> {
  const built = new AsyncDisposableStack()
  try {
    const run = await openReplay(built, source)
    await playScript(run, source.recording, progress)
    return await result(run)
  } finally {
    await built.disposeAsync()
  }
}

interface Replay extends SteppedRun {
  stage: Stage
  templates: TemplateLibrary
}

async function openReplay(built: AsyncDisposableStack, { recording, database }: ReplaySource): Promise<Replay> {
  const [first] = mergeTalkAndSteps(recording)
  const clock = new SteppedClock(first?.at ?? new Date(0))
  const workspace = await Workspace.open({ clock: { now: () => clock.now().getTime() } })
  built.defer(() => workspace.close())
  const stage = new Stage(workspace, recording)
  const dataDir = await mkdtemp(join(tmpdir(), 'fresheyes-replay-'))
  built.defer(() => rm(dataDir, { recursive: true, force: true }))
  const log = makeLog('warn', 'stderr')
  const config = configFor(workspace, stage, recording, dataDir)
  const app = await startApp(config, log, { clock, inFlightMs: 0, byHand: true, database })
  built.defer(() => app.stop())
  await workspace.connectHttp(`http://127.0.0.1:${app.port}/slack/events`)
  return { app, clock, stage, workspace, templates: loadTemplates(selectTemplates(config.settings)) }
}

function configFor(
  workspace: Workspace,
  stage: Stage,
  recording: IncidentFolder,
  dataDir: string,
): Config<TeamSettings> {
  const { settings, mistakes } = parseSettings({
    announcementChannel: stage.announcements,
    zone: recording.script.zone,
    ...(recording.script.form && { postMortem: { template: recording.script.form } }),
  })
  if (!settings) throw new Error(mistakes.join('; '))
  return {
    slack: {
      botToken: workspace.botToken,
      apiUrl: workspace.apiUrl,
      transport: { kind: 'http', signingSecret: workspace.signingSecret, port: 0 },
    },
    database: { kind: 'embedded', dataDir },
    log: { level: 'warn' },
    settings,
  }
}

/** Plays every step of the script at its time, and lets the bot's timers fire in between. */
async function playScript(run: Replay, recording: IncidentFolder, progress: ReplayProgress | undefined): Promise<void> {
  const script = mergeTalkAndSteps(recording)
  const showNew = () => progress?.showChallenges(run.stage.incident)
  for (const [index, next] of script.entries()) {
    await passTime(run, next.at, showNew)
    if ('message' in next) await run.stage.say(next.message)
    else await run.stage.act(next.step)
    await waitUntilQuiet(run)
    progress?.showTime(run.clock.now(), index + 1, script.length)
    showNew()
  }
  await passTime(run, new Date(run.clock.now().getTime() + minuteMs), showNew)
  progress?.finish()
}

async function writeResults(
  { app, workspace, templates }: Replay,
  out: string,
  progress: ReplayProgress,
): Promise<void> {
  await mkdir(out, { recursive: true })
  const { document, md, html, json } = await collectReplayResult(app, templates)
  await writeFile(join(out, 'postmortem.md'), md)
  await writeFile(join(out, 'postmortem.html'), html)
  await writeFile(join(out, 'postmortem.json'), json)
  await writeFile(join(out, 'summary.json'), `${JSON.stringify(summarizePostMortem(document), null, 2)}\n`)
  await workspace.journal.writeTo(join(out, 'journal.jsonl'))
  progress.say(`\nWritten to ${out}: postmortem.md, postmortem.html, postmortem.json, summary.json, journal.jsonl`)
}

/** Renders the post-mortem at the end, so that it includes what people did after the draft. */
async function collectReplayResult({ database }: RunningApp, templates: TemplateLibrary): Promise<Replayed> {
  const incidentId = await database.transact((tx) => findIncidentId(tx, 1))
  if (!incidentId) throw new Error('the recording declared no incident')
  const log = makeLog('warn', 'stderr')
  const as = async (format: DocumentFormat) => {
    const order = { incidentId, as: 'file', wanted: { ...defaultFileRequest, format } } as const
    return normalizeReplayOutput((await runRenderJob(database.transact, order, templates, log)).content)
  }
  const json = await as('json')
  return { document: PostMortem.parse(JSON.parse(json)), md: await as('md'), html: await as('html'), json }
}
