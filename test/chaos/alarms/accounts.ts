import type { Stage } from './stage.ts'

/** The outcome of one due challenge. */
export interface Asked {
  incidentId: string
  /** How many rows it has in the database; `messages` counts those in the incident's channel. */
  challenges: number
  messages: number
  /** From its due time to its message in Slack, in ms; null if there is none. */
  lateBy: number | null
  /** Whether the kill cut its call off, so that it had to be looked up before it was repeated. */
  isCutOff: boolean
}

/** The due time of every pending challenge, by incident. */
export async function dueTimes({ database }: Stage): Promise<Map<string, Date>> {
  const timers = await database.prisma.timer.findMany({ where: { kind: 'challenge' } })
  return new Map(timers.map(({ incidentId, dueAt }) => [incidentId, dueAt]))
}

/** Counts every message in these channels as a challenge, since nothing else is posted there. */
export async function readAccounts({ database, workspace }: Stage, due: ReadonlyMap<string, Date>): Promise<Asked[]> {
  const ids = [...due.keys()]
  const incidents = await database.prisma.incident.findMany({ where: { id: { in: ids } } })
  const challenges = Map.groupBy(await database.prisma.challenge.findMany(), ({ incidentId }) => incidentId)
  const posted = workspace.journal.calls('chat.postMessage').filter(({ result }) => result.ok === true)
  const again = await database.prisma.outboxCall.findMany({
    where: { attempts: { gt: 1 }, incidentId: { in: ids } },
  })
  const cutOff = new Set(again.map(({ incidentId }) => incidentId))
  const byChannel = Map.groupBy(posted, ({ result }) => String(result.channel))
  return incidents.map(({ id, channelId }) => {
    const messages = byChannel.get(channelId ?? '') ?? []
    const [first] = messages
    return {
      incidentId: id,
      challenges: challenges.get(id)?.length ?? 0,
      messages: messages.length,
      lateBy: first ? first.at - (due.get(id)?.getTime() ?? Number.NaN) : null,
      isCutOff: cutOff.has(id),
    }
  })
}

/** How late a challenge may be, in ms; `cutOff` is for those whose call the kill cut off. */
export interface Bound {
  usual: number
  cutOff: number
}

export interface Summary {
  due: number
  missing: number
  doubled: number
  p50: number
  p99: number
  max: number
  /** The number of cut-off calls, which the figures above exclude. */
  cutOff: number
  cutOffMax: number | string
  late: number
}

export function summarise(asked: readonly Asked[], bound: Bound): Summary {
  const [cutOff, usual] = [true, false].map((kind) =>
    asked
      .filter(({ isCutOff }) => isCutOff === kind)
      .flatMap(({ lateBy }) => lateBy ?? [])
      .toSorted((a, b) => a - b),
  ) as [number[], number[]]
  const at = (share: number) => usual[Math.ceil(usual.length * share) - 1] ?? Number.NaN
  return {
    due: asked.length,
    missing: asked.filter(({ messages }) => messages === 0).length,
    doubled: asked.filter(({ messages, challenges }) => messages > 1 || challenges > 1).length,
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    cutOff: cutOff.length,
    cutOffMax: cutOff.at(-1) ?? '-',
    late: usual.filter((delay) => delay > bound.usual).length + cutOff.filter((delay) => delay > bound.cutOff).length,
  }
}
