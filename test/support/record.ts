import type { Channel } from '../../playground/workspace.ts'
import type { Attachment } from '../../src/core/record/model.ts'
import type { Office } from './office.ts'

/** A captured message as stored. */
export interface Line {
  kind: string
  state: string
  text: string
  raw: string | null
  author: string | null
  recorder: string
  occurredAt: Date
  recordedAt: Date
  threadTs: bigint | null
  attachments: Attachment[]
  isDeleted: boolean
  /** The text before each revision, oldest first. */
  before: string[]
  pictures: { name: string; state: string; size: number | null }[]
}

/** The captured entries of a channel that are not withdrawn, in the order of the timeline. */
export async function record(office: Office, { id: channelId }: Channel): Promise<Line[]> {
  const rows = await office.app.database.transact((tx) =>
    tx.entry.findMany({
      where: { incident: { channelId }, captured: true, state: { not: 'withdrawn' } },
      orderBy: [{ occurredAt: 'asc' }, { messageTs: 'asc' }],
      include: { revisions: { orderBy: { at: 'asc' } }, pictures: { orderBy: { fileId: 'asc' } } },
    }),
  )
  return rows.map(({ kind, state, text, raw, occurredAt, recordedAt, threadTs, ...row }) => ({
    kind,
    state,
    text,
    raw,
    author: row.authorName,
    recorder: row.recorderId,
    occurredAt,
    recordedAt,
    threadTs,
    attachments: row.attachments as unknown as Attachment[],
    isDeleted: row.deletedInSlack !== null,
    before: row.revisions.map(({ previous }) => previous),
    pictures: row.pictures.map(({ name, state: copied, size }) => ({ name, state: copied, size })),
  }))
}

/** The only captured entry; throws if there is another number of them. */
export async function onlyLine(office: Office, channel: Channel): Promise<Line> {
  const [line, ...others] = await record(office, channel)
  if (!line || others.length > 0) throw new Error(`${others.length + (line ? 1 : 0)} entries, not one`)
  return line
}

/** Kind and text of each entry. */
export const inBrief = (lines: readonly Line[]): string[] => lines.map(({ kind, text }) => `${kind}: ${text}`)

/** When a message was written, from its `ts`, to the millisecond. */
export const writtenAt = (ts: string): Date => new Date(Math.floor(Number(ts) * 1000))
