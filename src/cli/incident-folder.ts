import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parseTs } from '../messages/mrkdwn.ts'
import { UsageError } from './usage-error.ts'

const ScriptTime = z.iso.datetime().transform((text) => new Date(text))

const SlackExportUser = z.object({
  id: z.string(),
  name: z.string(),
  real_name: z.string().optional(),
  tz: z.string().optional(),
  deleted: z.boolean().optional(),
})
const ChannelInfo = z.object({ id: z.string(), name: z.string(), members: z.array(z.string()).default([]) })

const SlackExportMessage = z.object({
  user: z.string().optional(),
  bot_id: z.string().optional(),
  username: z.string().optional(),
  text: z.string().default(''),
  ts: z.string().refine((ts) => parseTs(ts) !== undefined, 'is not a Slack ts'),
  thread_ts: z.string().optional(),
  attachments: z.array(z.record(z.string(), z.unknown())).optional(),
})

const stepBaseFields = { at: ScriptTime, who: z.string() }
/** Values for the modal that opens, by input label. `{}` submits the modal unchanged. */
const modalFillSchema = z.record(z.string(), z.string()).optional()
const ScriptStep = z.discriminatedUnion('do', [
  z.strictObject({ ...stepBaseFields, do: z.literal('command'), text: z.string(), fill: modalFillSchema }),
  z.strictObject({ ...stepBaseFields, do: z.literal('mention'), text: z.string(), thread: z.string().optional() }),
  z.strictObject({ ...stepBaseFields, do: z.enum(['react', 'unreact']), with: z.string(), to: z.string() }),
  z.strictObject({
    ...stepBaseFields,
    do: z.literal('press'),
    button: z.string(),
    row: z.string().optional(),
    /** When `button` is the label of a menu: the entry to choose. */
    entry: z.string().optional(),
    fill: modalFillSchema,
  }),
  z.strictObject({ ...stepBaseFields, do: z.literal('reply'), text: z.string() }),
])

const Script = z.object({
  title: z.string(),
  zone: z.string().default('UTC'),
  /** The template of the team's post-mortems. */
  form: z.string().optional(),
  steps: z.array(ScriptStep),
})

export type RecordedUser = z.infer<typeof SlackExportUser>
export type RecordedMessage = z.infer<typeof SlackExportMessage>
export type ScriptStep = z.infer<typeof ScriptStep>

/** A Slack export of one channel, and a script of what the responders did with the bot. */
export interface IncidentFolder {
  users: RecordedUser[]
  channel: z.infer<typeof ChannelInfo>
  messages: RecordedMessage[]
  script: z.infer<typeof Script>
}

/** Reads an incident folder. Throws a UsageError that names the file and what is wrong in it. */
export async function readIncidentFolder(folder: string): Promise<IncidentFolder> {
  const users = await readJsonFile(join(folder, 'users.json'), z.array(SlackExportUser))
  const [channel, ...others] = await readJsonFile(join(folder, 'channels.json'), z.array(ChannelInfo))
  if (!channel || others.length > 0) throw new UsageError(`${folder}/channels.json must name exactly one channel`)
  const script = await readJsonFile(join(folder, 'script.json'), Script)
  const messages: RecordedMessage[] = []
  for (const file of await listDayFiles(join(folder, channel.name)))
    messages.push(...(await readJsonFile(file, z.array(SlackExportMessage))))
  messages.sort((a, b) => Number((parseTs(a.ts) ?? 0n) - (parseTs(b.ts) ?? 0n)))
  return { users, channel, messages, script }
}

async function listDayFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => {
    throw new UsageError(`${folder} is missing: an incident folder must hold its channel's messages by day`)
  })
  return names
    .filter((name) => /^\d{4}-\d{2}-\d{2}\.json$/.test(name))
    .sort()
    .map((name) => join(folder, name))
}

async function readJsonFile<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file} cannot be read`)
  })
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    throw new UsageError(`${file}: ${why}`)
  }
}
