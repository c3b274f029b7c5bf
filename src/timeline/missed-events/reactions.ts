import type { ReactionChanged } from '../../core/input.ts'
import type { ReadMessage, ShownReaction } from '../../core/outbox/read-messages.ts'
import type { MissedEventContext, StoredPageState } from './context.ts'

/** One person's reaction. Another skin tone is a different reaction with the same meaning. */
interface PersonReaction {
  userId: string
  name: string
}

/**
 * Finds reactions that Slack shows but are not stored, and stored ones that Slack no longer shows. Slack does not say
 * when they were added or removed: each gets the smallest time later than what is stored for it, in Slack's order. The
 * event itself, should it arrive late, therefore still wins.
 */
export function missedReactions(
  read: ReadMessage,
  stored: StoredPageState,
  context: MissedEventContext,
): ReactionChanged[] {
  const { message, reactions } = read
  const rows = stored.reactions.filter(({ messageTs }) => messageTs === message.ts)
  const rowOf = (one: PersonReaction) => rows.find((row) => row.userId === one.userId && row.name === one.name)
  const shown = listWantedReactions(reactions, context.reactions)
  const isUncaptured = !context.isOwn && !stored.entries.some(({ ts }) => ts === message.ts)
  const found: ReactionChanged[] = []
  let latest = message.ts - 1n
  for (const one of shown) {
    const row = rowOf(one)
    const storedEventTs = row?.eventTs ?? 0n
    const isNews = row?.present ? isUncaptured : storedEventTs < context.settledBy
    const eventTs = isNews ? maxBigInt(latest, storedEventTs) + 1n : storedEventTs
    if (isNews) found.push(buildReactionChanged({ ...one, present: true, eventTs }, message.ts, context))
    latest = maxBigInt(latest, eventTs)
  }
  const isShown = (row: PersonReaction) => shown.some(({ userId, name }) => userId === row.userId && name === row.name)
  const gone = rows.filter(
    (row) =>
      row.present &&
      context.reactions.has(stripSkinTone(row.name)) &&
      row.eventTs < context.settledBy &&
      !isShown(row) &&
      !isUserListCut(reactions, row.name),
  )
  return [
    ...found,
    ...gone.map((row) =>
      buildReactionChanged({ ...row, present: false, eventTs: row.eventTs + 1n }, message.ts, context),
    ),
  ]
}

const maxBigInt = (a: bigint, b: bigint): bigint => (a > b ? a : b)

export const stripSkinTone = (name: string): string => name.replace(/::skin-tone-\d$/, '')

/** The wanted reactions in Slack's order: by the first use of the emoji, then by person. */
function listWantedReactions(reactions: readonly ShownReaction[], wanted: ReadonlySet<string>): PersonReaction[] {
  const all = reactions.flatMap(({ name, users }) => users.map((userId) => ({ userId, name })))
  const distinct = new Map(all.map((one) => [`${one.userId} ${one.name}`, one]))
  return [...distinct.values()].filter(({ name }) => wanted.has(stripSkinTone(name)))
}

/** Whether Slack lists only some of the people who added it. */
const isUserListCut = (reactions: readonly ShownReaction[], name: string): boolean =>
  reactions.some((one) => one.name === name && one.users.length < one.count)

function buildReactionChanged(
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
