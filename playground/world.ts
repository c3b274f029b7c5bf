import type { ViewState } from './blocks/state.ts'
import type { WorkspaceClock } from './clock.ts'
import type { Agenda } from './delivery/agenda.ts'
import type { EventFeed } from './events/feed.ts'
import type { Faults } from './faults.ts'
import type { InstalledApp } from './state/app.ts'
import type { Canvases } from './state/canvases.ts'
import type { Conversations } from './state/conversations.ts'
import type { Emoji } from './state/emoji.ts'
import type { Ephemerals } from './state/ephemerals.ts'
import type { Files } from './state/files.ts'
import type { Ids } from './state/ids.ts'
import type { PeopleDirectory } from './state/people-directory.ts'
import type { ResponseUrls } from './state/response-urls.ts'
import type { Stamps } from './state/stamps.ts'
import type { Triggers } from './state/triggers.ts'
import type { Views } from './state/views.ts'

/** The state and services of one workspace, passed to everything that acts on it. */
export interface World {
  readonly clock: WorkspaceClock
  readonly ids: Ids
  readonly stamps: Stamps
  readonly app: InstalledApp
  readonly people: PeopleDirectory
  readonly conversations: Conversations
  readonly ephemerals: Ephemerals
  /** What people have chosen in messages so far, keyed by person and message. */
  readonly choices: Map<string, ViewState>
  readonly emoji: Emoji
  readonly files: Files
  readonly canvases: Canvases
  readonly views: Views
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  readonly agenda: Agenda
  readonly faults: Faults
  readonly feed: EventFeed
  /** Issues a WebSocket URL that works once. */
  readonly openSocket: () => string
  /** The origin of the workspace's web server, without a trailing slash. */
  readonly origin: string
}
