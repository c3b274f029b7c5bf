import type { WorkspaceClock } from './clock.ts'
import type { Agenda } from './delivery/agenda.ts'
import { EventFeed, type SlackEvent } from './events/feed.ts'
import type { Faults } from './faults.ts'
import type { InstalledApp } from './state/app.ts'
import { BoundedMap } from './state/bounded.ts'
import { Canvases, type CanvasPlan } from './state/canvases.ts'
import { Conversations } from './state/conversations.ts'
import { Emoji } from './state/emoji.ts'
import { Ephemerals } from './state/ephemerals.ts'
import { Files } from './state/files.ts'
import type { Ids } from './state/ids.ts'
import { PeopleDirectory } from './state/people-directory.ts'
import { ResponseUrls } from './state/response-urls.ts'
import { Stamps } from './state/stamps.ts'
import { Triggers } from './state/triggers.ts'
import { Views } from './state/views.ts'
import type { World } from './world.ts'

export interface Surroundings {
  clock: WorkspaceClock
  ids: Ids
  app: InstalledApp
  agenda: Agenda
  faults: Faults
  origin: string
  canvasPlan: CanvasPlan
  deliver: (event: SlackEvent) => void
  openSocket: () => string
}

/** Creates an empty workspace with the app installed. */
export function buildWorld(surroundings: Surroundings): World {
  const { clock, ids, app, agenda, faults, origin, canvasPlan, deliver, openSocket } = surroundings
  const people = new PeopleDirectory(ids)
  people.users.set(app.botUserId, {
    id: app.botUserId,
    name: app.manifest.botName,
    realName: app.manifest.appName,
    tz: 'UTC',
    isBot: true,
    deleted: false,
    isForeign: false,
    botId: app.botId,
  })
  return {
    clock,
    ids,
    stamps: new Stamps(clock),
    app,
    people,
    conversations: new Conversations(ids, clock),
    ephemerals: new Ephemerals(),
    choices: new BoundedMap(1000),
    emoji: new Emoji(),
    files: new Files(ids, clock),
    canvases: new Canvases(ids, clock, canvasPlan),
    views: new Views(ids),
    triggers: new Triggers(ids, clock),
    responseUrls: new ResponseUrls(ids, clock),
    agenda,
    faults,
    feed: new EventFeed(app, deliver),
    openSocket,
    origin,
  }
}
