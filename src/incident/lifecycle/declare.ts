import type { Decision, Refusal } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { BaseContext, DecisionContext, WithActor } from '../../core/feature/context.ts'
import { type Incident, incidentLabel, incidentReference, type Mode } from '../../core/incident/model.ts'
import { severityNamed, severityNames } from '../../core/incident/severity.ts'
import type { Send } from '../../core/outbox/call.ts'
import { readRange } from '../../core/outbox/read-messages.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { entryBy } from '../../core/record/entry.ts'
import { instantOf } from '../../core/record/model.ts'
import type { OpenIncident, WorkspaceState } from '../../core/state.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { toOneLine } from '../../platform/text.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { refreshAnnouncement } from './announce.ts'
import type { BackfillRange } from './backfill.ts'
import { type DeclarationDetails, incidentDeclared } from './changes.ts'
import { requestChannelCreation, requestChannelJoin } from './channel.ts'
import { declarationEntry } from './entry-data.ts'
import { linkSource, type SourceMessage } from './source-message.ts'
import { findTimeOrderConflict, timeLabels } from './time-order.ts'
import { declaredReplyText, duplicateDeclarationText } from './view.ts'

/** The same title in the same mode by the same person within this time, in ms, counts as a duplicate. */
const duplicateWithinMs = 2 * minuteMs
export const longestTitle = 500

export interface Declaration {
  /** Plain text, without Slack's markup. */
  title: string
  severity: string | undefined
  channelId: string | undefined
  mode?: Mode
  source?: SourceMessage | undefined
  summary?: string
  services?: string[]
  private?: boolean
  /** Use the current channel instead of a new one. `servedBy` is the open incident that uses it already. */
  here?: boolean
  servedBy?: OpenIncident | null
  started?: Date | undefined
  detected?: Date | undefined
  resolved?: Date | undefined
  /** History to read for the timeline. */
  past?: BackfillRange | undefined
}

type CheckedDeclaration = Declaration & { severity: string; mode: Mode }

/**
 * Declares an incident: its number, first entry, channel, incident post and announcement. A duplicate declaration
 * changes nothing and names the existing incident. A refusal names the modal's field.
 */
export function declareIncident(
  ctx: WithActor<DecisionContext<WorkspaceState>>,
  wanted: Declaration,
): Decision | Refusal {
  const title = cleanTitle(wanted.title)
  if ('refusal' in title) return title
  const severity = severityNamed(wanted.severity, ctx)
  if (!severity)
    return {
      refusal: `There is no severity \`${wanted.severity}\`. Use ${severityNames(ctx)}.`,
      field: 'severity',
    }
  const checked: CheckedDeclaration = { mode: 'live', ...wanted, title: title.title, severity }
  const amiss = refuseUnfitPlace(checked) ?? refuseUnfitTimes(checked, ctx.now)
  if (amiss) return amiss
  const twin = ctx.state.open.find((incident) => isDuplicateDeclaration(ctx, incident, checked))
  if (twin) return { changes: [], send: [], answer: { say: sentenceMessage(duplicateDeclarationText(twin)) } }
  return buildDeclarationDecision(ctx, checked)
}

/** Puts a title on one line. Refuses an empty or too long one. */
export function cleanTitle(given: string): { title: string } | Refusal {
  const title = toOneLine(given)
  if (!title) return { refusal: 'What is wrong? A few words are enough.', field: 'title' }
  if (title.length > longestTitle)
    return { refusal: `Please keep the title under ${longestTitle} characters.`, field: 'title' }
  return { title }
}

function refuseUnfitPlace({ here, private: isPrivate, servedBy }: CheckedDeclaration): Refusal | undefined {
  if (!here) return undefined
  if (isPrivate)
    return {
      refusal:
        'A private incident gets a private channel of its own, so that nobody else reads along. Untick one of the two.',
      field: 'where',
    }
  if (!servedBy) return undefined
  return {
    refusal: `This channel serves ${incidentLabel(servedBy)} already, and can serve one at a time. End that one first, or untick “Here”.`,
    field: 'where',
  }
}

function refuseUnfitTimes({ mode, started, detected, resolved }: CheckedDeclaration, now: Date): Refusal | undefined {
  const times = {
    started: started ?? null,
    detected: detected ?? null,
    declared: now,
    resolved: resolved ?? null,
  }
  const wrong = findTimeOrderConflict(times, mode)
  if (wrong) {
    const [earlier, later] = wrong
    return {
      refusal: `“${timeLabels[earlier]}” would be after “${timeLabels[later].toLowerCase()}”.`,
      field: later === 'declared' ? earlier : later,
    }
  }
  if (mode === 'retrospective' || !resolved) return undefined
  return { refusal: 'Only what has already happened can be declared as resolved.', field: 'resolved' }
}

function buildDeclarationDecision(
  ctx: WithActor<DecisionContext<WorkspaceState>>,
  wanted: CheckedDeclaration,
): Decision {
  const { state, by } = ctx
  const id = ctx.newId()
  const number = state.nextNumber
  const { title, severity, mode, source, detected, past } = wanted
  const entry = entryBy(ctx, id, 'status', declarationEntry({ severity, mode, title }))
  const changes: StateChange[] = [
    incidentDeclared({
      id,
      workspaceId: state.workspaceId,
      number,
      title,
      severity,
      mode,
      zone: ctx.settings.zone,
      by: by.id,
      at: ctx.now,
      detectedAt: detected ?? (source ? instantOf(source.ts) : null),
      given: toDeclarationDetails(wanted),
    }),
    entryAdded({ entry }),
  ]
  const first = source ? linkSource(ctx, id, source, title) : { changes: [], send: [] }
  const incident = { id, number, title, mode, private: wanted.private ?? false }
  return {
    changes: [...changes, ...first.changes],
    send: [...planDeclarationCalls(ctx, incident, wanted, entry.id), ...first.send, ...(past ? [readRange(past)] : [])],
    answer: {
      say: sentenceMessage(declaredReplyText({ number, severity, title, mode }, wanted.here ?? false)),
    },
  }
}

function toDeclarationDetails({
  private: isPrivate,
  summary,
  services,
  started,
  resolved,
  here,
  channelId,
}: CheckedDeclaration): DeclarationDetails {
  return {
    ...(isPrivate && { private: true }),
    ...(summary && { summary }),
    ...(services && services.length > 0 && { services }),
    ...(started && { startedAt: started }),
    ...(resolved && { resolvedAt: resolved, status: 'resolved' as const }),
    ...(here && channelId && { here: true, channelId }),
  }
}

/** The calls made at the declaration. Those for the channel follow once it exists. */
function planDeclarationCalls(
  { by, settings }: WithActor<BaseContext>,
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'private' | 'mode'>,
  { here }: CheckedDeclaration,
  entryId: string,
): Send[] {
  const tell = { person: by.id }
  // An existing channel keeps its own bookmarks.
  const bookmark = here ? {} : { bookmark: `Announcement of ${incidentReference(incident)}` }
  return [
    here ? requestChannelJoin(incident, entryId, tell) : requestChannelCreation(incident, entryId, tell, settings),
    ...refreshAnnouncement(incident, settings, { tell, ...bookmark }),
  ]
}

const isDuplicateDeclaration = (
  { by, now }: WithActor<BaseContext>,
  incident: OpenIncident,
  { title, mode }: CheckedDeclaration,
): boolean =>
  incident.title === title &&
  incident.mode === mode &&
  incident.declaredBy === by.id &&
  now.getTime() - incident.declaredAt.getTime() <= duplicateWithinMs
