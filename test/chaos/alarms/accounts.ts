import type { Stage } from './stage.ts'

/** What became of one challenge that was to be asked. */
export interface Asked {
  incidentId: string
  /** How often it stands in the database, and in the incident's channel. */
  challenges: number
  messages: number
  /** From its due time to its message in Slack, in ms; null where there is none. */
  lateBy: number | null
}

/** Due time of every challenge to come, by incident. */
export async function dueTimes({ database }: Stage): Promise<Map<string, Date>> {
  const timers = await database.prisma.timer.findMany({ where: { kind: 'challenge' } })
  return new Map(timers.map(({ incidentId, dueAt }) => [incidentId, dueAt]))
}

/** Nothing else is posted in these channels: every message there is a challenge. */
export async function readAccounts(
  { database, workspace }: Stage,
  due: ReadonlyMap<string, Date>,
): Promise<Asked[]> {
  const ids = [...due.keys()]
  const incidents = await database.prisma.incident.findMany({ where: { id: { in: ids } } })
  const challenges = Map.groupBy(await database.prisma.challenge.findMany(), ({ incidentId }) => incidentId)
  const posted = workspace.journal.calls('chat.postMessage').filter(({ result }) => result.ok === true)
  const byChannel = Map.groupBy(posted, ({ result }) => String(result.channel))
  return incidents.map(({ id, channelId }) => {
    const messages = byChannel.get(channelId ?? '') ?? []
    const [first] = messages
    return {
      incidentId: id,
      challenges: challenges.get(id)?.length ?? 0,
      messages: messages.length,
      lateBy: first ? first.at - (due.get(id)?.getTime() ?? Number.NaN) : null,
    }
  })
}

export interface Summary {
  due: number
  missing: number
  doubled: number
  p50: number
  p99: number
  max: number
  over: number
}

export function summarise(asked: readonly Asked[], bound: number): Summary {
  const delays = asked.flatMap(({ lateBy }) => lateBy ?? []).toSorted((a, b) => a - b)
  const at = (share: number) => delays[Math.ceil(delays.length * share) - 1] ?? Number.NaN
  return {
    due: asked.length,
    missing: asked.filter(({ messages }) => messages === 0).length,
    doubled: asked.filter(({ messages, challenges }) => messages > 1 || challenges > 1).length,
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    over: delays.filter((delay) => delay > bound).length,
  }
}
