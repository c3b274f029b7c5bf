import { formatTs } from './mrkdwn.ts'

/**
 * A permalink to a message, composed without asking Slack: `…/archives/C1/p1573066500000100`. Null without a channel or
 * message.
 */
export function makePermalink(
  workspaceUrl: string | null,
  at: { channelId: string | null; messageTs: bigint | null; threadTs?: bigint | null },
): string | null {
  if (!at.channelId || at.messageTs === null) return null
  const link = `${workspaceUrl ?? 'https://slack.com/'}archives/${at.channelId}/p${at.messageTs}`
  const inThread = at.threadTs && at.threadTs !== at.messageTs
  return inThread ? `${link}?thread_ts=${formatTs(at.threadTs ?? 0n)}&cid=${at.channelId}` : link
}
