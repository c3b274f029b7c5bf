import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { rememberWorkspace } from '../incident/store.ts'
import type { Transact } from '../store/transaction.ts'
import { outcomeOf } from './web.ts'

/** The scopes of the manifest, and what each is for. */
export const scopes: Record<string, string> = {
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

/** Asks Slack once who we are: the workspace's address for permalinks, and whether a scope is missing. */
export class Introduction {
  readonly #client: WebClient
  readonly #transact: Transact
  readonly #log: Logger
  #done = false

  constructor(client: WebClient, transact: Transact, log: Logger) {
    this.#client = client
    this.#transact = transact
    this.#log = log
  }

  /** Until it has succeeded once; without an answer from Slack the next round tries again. */
  async attempt(): Promise<void> {
    if (this.#done) return
    const outcome = await this.#ask().then(() => undefined, outcomeOf)
    this.#done = outcome === undefined
    if (outcome) this.#log.warn({ outcome }, 'Slack did not say who we are; asking again in half a minute')
  }

  async #ask(): Promise<void> {
    const { team_id: id, url, response_metadata } = await this.#client.auth.test()
    if (id && url) await this.#transact((tx) => rememberWorkspace(tx, id, url))
    const granted = new Set(response_metadata?.scopes ?? [])
    const missing = Object.entries(scopes).filter(([scope]) => granted.size > 0 && !granted.has(scope))
    for (const [scope, use] of missing) {
      this.#log.warn(
        { scope, use },
        'the app lacks a scope: add it under OAuth & Permissions and reinstall the app',
      )
    }
  }
}
