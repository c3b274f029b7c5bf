import type { ReactionChanged } from '../../core/input.ts'
import type { MissedEventContext, StoredPageState } from './context.ts'
import type { ReadMessage, ShownReaction } from './model.ts'

/** Somebody's reaction; in another skin tone it is another one, that means the same. */
interface PersonReaction {
  userId: string
  name: string
}

/**
 * Reactions that Slack shows and we do not know, and those we hold that Slack no longer shows. When they were put on
 * or taken off is not told: each gets the smallest time that beats what is known of it, and Slack's order among
 * them, so that the event itself still wins should it come late.
 */
export function missedReactions(
  read: ReadMessage,
  stored: StoredPageState,
  ground: MissedEventContext,
): ReactionChanged[] {
  const { message, reactions } = read
  const rows = stored.reactions.filter(({ messageTs }) => messageTs === message.ts)
  const rowOf = (one: PersonReaction) => rows.find((row) => row.userId === one.userId && row.name === one.name)
  const shown = shownIn(reactions, ground.reactions)
  const isUncaptured = !ground.isOwn && !stored.entries.some(({ ts }) => ts === message.ts)
  const found: ReactionChanged[] = []
  let latest = message.ts - 1n
  for (const one of shown) {
    const row = rowOf(one)
    const known = row?.eventTs ?? 0n
    const isNews = row?.present ? isUncaptured : known < ground.settledBy
    const eventTs = isNews ? larger(latest, known) + 1n : known
    if (isNews) found.push(reacted({ ...one, present: true, eventTs }, message.ts, ground))
    latest = larger(latest, eventTs)
  }
  const isShown = (row: PersonReaction) => shown.some(({ userId, name }) => userId === row.userId && name === row.name)
  const gone = rows.filter(
    (row) =>
      row.present &&
      ground.reactions.has(withoutTone(row.name)) &&
      row.eventTs < ground.settledBy &&
      !isShown(row) &&
      !isCut(reactions, row.name),
  )
  return [
    ...found,
    ...gone.map((row) => reacted({ ...row, present: false, eventTs: row.eventTs + 1n }, message.ts, ground)),
  ]
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

export const withoutTone = (name: string): string => name.replace(/::skin-tone-\d$/, '')

/** Slack's order: by emoji as they were first used, then by person. */
function shownIn(reactions: readonly ShownReaction[], wanted: ReadonlySet<string>): PersonReaction[] {
  const all = reactions.flatMap(({ name, users }) => users.map((userId) => ({ userId, name })))
  const unlike = new Map(all.map((one) => [`${one.userId} ${one.name}`, one]))
  return [...unlike.values()].filter(({ name }) => wanted.has(withoutTone(name)))
}

/** Slack names only some of those who put it there. */
const isCut = (reactions: readonly ShownReaction[], name: string): boolean =>
  reactions.some((one) => one.name === name && one.users.length < one.count)

function reacted(
  { userId, name, present, eventTs }: PersonReaction & { present: boolean; eventTs: bigint },
  messageTs: bigint,
  { workspaceId, incidentId, channelId }: MissedEventContext,
): ReactionChanged {
  return {
    type: 'reactionChanged',
    workspaceId,
    incidentId,
    by: { id: userId },
    name,
    present,
    channelId,
    messageTs,
    eventTs,
  }
}
