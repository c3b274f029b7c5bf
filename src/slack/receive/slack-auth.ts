import type { AuthTestResponse, WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { CallOutcome } from '../../core/outbox/outcome.ts'
import { type Health, healthyState } from '../../platform/pages.ts'
import { isTokenRefused, outcomeOf } from '../send/web-client.ts'

/** The scopes of the manifest, and what each is for. */
export const requiredScopes: Record<string, string> = {
  'app_mentions:read': 'hearing its name in threads',
  'bookmarks:read': 'adding a bookmark once',
  'bookmarks:write': "the channel's bookmark",
  'canvases:write': 'the post-mortem as a canvas of the channel',
  'channels:history': 'reading marked messages',
  'channels:join': 'coming into the channel an incident is declared in',
  'channels:manage': 'creating incident channels',
  'channels:read': 'names of channels in the timeline, and finding a channel again',
  'chat:write': 'posting',
  'chat:write.public': 'announcing where it was not invited',
  commands: 'slash commands',
  'files:read': 'copying pictures of captured messages, and uploading the post-mortem once',
  'files:write': 'uploading the post-mortem',
  'groups:history': 'reading marked messages of private channels',
  'groups:read': 'finding a private channel again',
  'groups:write': 'private incidents, and channels that were made private',
  'im:history': 'telling people once what failed',
  'im:write': 'telling people what failed',
  'reactions:read': 'capturing by reaction',
  'reactions:write': 'confirming a capture',
  'usergroups:read': 'names of user groups in the timeline, and who may be asked to look with fresh eyes',
  'users:read': 'names in the timeline',
}

export interface SlackAuthParts {
  client: WebClient
  /** Stores the workspace URL, for permalinks. */
  remember(workspaceId: string, url: string): Promise<void>
  log: Logger
}

/**
 * Calls `auth.test`, to be repeated regularly. The first answer gives the workspace URL; each one tells whether Slack
 * still accepts our token and which scopes are missing. `/readyz` shows the last answer and never waits for Slack.
 */
export class SlackAuth {
  readonly #parts: SlackAuthParts
  #isKnown = false
  #health: Health = { summary: 'not asked yet', isReady: true }

  constructor(parts: SlackAuthParts) {
    this.#parts = parts
  }

  /** Only a rejected token makes us unready: an outage of Slack must not take every replica out of service at once. */
  get health(): Health {
    return this.#health
  }

  /** Rejects when the answer could not be stored, or because of a bug. A failing Slack only changes `health`. */
  async attempt(): Promise<void> {
    const { client, remember } = this.#parts
    let answer: AuthTestResponse
    try {
      answer = await client.auth.test()
    } catch (error) {
      const outcome = outcomeOf(error)
      if (!outcome) throw error
      return this.#miss(outcome)
    }
    const { team_id: id, url, response_metadata } = answer
    if (!this.#isKnown && id && url) await remember(id, url)
    this.#isKnown = true
    this.#check(new Set(response_metadata?.scopes ?? []))
  }

  #miss(outcome: CallOutcome): void {
    const isRefused = isTokenRefused(outcome)
    const isNews = this.#update({ summary: isRefused ? 'token refused' : 'no answer', isReady: !isRefused })
    if (!isNews) return
    if (isRefused) this.#parts.log.error({ outcome }, 'Slack rejects the token: check SLACK_BOT_TOKEN')
    else this.#parts.log.warn({ outcome }, 'Slack did not say who we are; asking again every half minute')
  }

  #check(granted: ReadonlySet<string>): void {
    const missing = Object.entries(requiredScopes).filter(([scope]) => granted.size > 0 && !granted.has(scope))
    const lacking = missing.map(([scope]) => scope).join(', ')
    if (!this.#update(lacking ? { summary: `lacks scopes: ${lacking}`, isReady: true } : healthyState)) return
    for (const [scope, use] of missing) {
      this.#parts.log.warn(
        { scope, use },
        'the app lacks a scope: add it under OAuth & Permissions and reinstall the app',
      )
    }
  }

  /** Returns whether the state is new, so that a lasting one is logged once. */
  #update(health: Health): boolean {
    const isNews = health.summary !== this.#health.summary
    this.#health = health
    return isNews
  }
}
