import { combineDecisions, type Decision, emptyDecision, type Refusal } from '../core/decision.ts'
import type { BaseContext, WithActor } from '../core/feature/context.ts'
import type { Actor } from '../core/input.ts'
import { actorZone } from '../core/state.ts'
import { makeUndoable } from '../core/undo/undoable.ts'
import { nameOrMention } from '../messages/mrkdwn.ts'
import { toOneLine } from '../platform/text.ts'
import { sayDay } from '../platform/time/when.ts'
import { findOpenDuplicate, followUpUndoSubject, withPerson } from './add.ts'
import { followUpChanged } from './changes.ts'
import { readDay } from './due.ts'
import { postFollowUpLine, sayFollowUp } from './lines.ts'
import { type FollowUp, type FollowUpFields, followUpKinds, labelOf } from './model.ts'
import { checkFollowUpText } from './parse-follow-up.ts'
import { findFollowUp, invertFollowUpChange, resetReminderFields } from './progress.ts'
import type { FollowUpsContext, FollowUpsState } from './state.ts'

/** Submitted values of the edit modal, by input name. */
export type FollowUpModalFields = Partial<Record<'text' | 'person' | 'team' | 'due' | 'kind' | 'link', string>>

/** The owner they picked, and why that person cannot own it, if so. */
export interface PickedOwner {
  picked: Actor | null
  unfitOwner: string | null
}

type FollowUpEdit = Pick<FollowUpFields, 'text' | 'ownerId' | 'owner' | 'dueOn' | 'kind' | 'link'>

/** Applies the edit modal. Refuses if the follow-up was edited after the modal was opened. */
export function editFollowUp(
  ctx: WithActor<FollowUpsContext>,
  { id, edits }: { id: string; edits: number },
  filled: FollowUpModalFields,
  { picked, unfitOwner }: PickedOwner,
): Decision | Refusal {
  const { state } = ctx
  const found = findFollowUp(state, id)
  if ('refusal' in found) return found
  const { followUp } = found
  if (followUp.edits !== edits)
    return {
      refusal: `${labelOf(followUp)} was changed while you were editing. Please close this and open it again.`,
      field: 'text',
    }
  const read = readFollowUpModal(ctx, followUp, filled)
  if ('refusal' in read) return read
  if (unfitOwner && read.ownerId !== followUp.ownerId && read.ownerId) return { refusal: unfitOwner, field: 'person' }
  const to = diffFollowUp(followUp, read)
  if (Object.keys(to).length === 0) return emptyDecision
  const isReassigned = 'dueOn' in to || 'ownerId' in to
  return recordFollowUpEdit(ctx, withPerson(state, picked), followUp, {
    ...to,
    edits: followUp.edits + 1,
    ...(isReassigned && resetReminderFields(ctx)),
  })
}

function readFollowUpModal(
  ctx: WithActor<FollowUpsContext>,
  followUp: FollowUp,
  filled: FollowUpModalFields,
): FollowUpEdit | Refusal {
  const text = toOneLine(filled.text ?? '')
  const twin = findOpenDuplicate(ctx.state, text, followUp)
  const refusal = checkFollowUpText(text) ?? (twin && { refusal: `${labelOf(twin)} says that already.`, field: 'text' })
  if (refusal) return refusal
  const owner = chosenOwner(followUp, filled)
  if ('refusal' in owner) return owner
  const due = parseDueField(followUp, toOneLine(filled.due ?? ''), actorZone(ctx), ctx.now)
  if ('refusal' in due) return due
  const link = (filled.link ?? '').trim()
  if (link && !/^https?:\/\/[^\s<>|]{1,490}$/.test(link))
    return { refusal: 'That is no link: it begins with https:// and has no spaces.', field: 'link' }
  const kind = followUpKinds.find((candidate) => candidate === filled.kind) ?? null
  return { text, ...owner, dueOn: due.on, kind, link: link || null }
}

/** Not every Slack client can clear a picked person, so if both owner inputs are filled in, the changed one counts. */
function chosenOwner(followUp: FollowUp, filled: FollowUpModalFields): Pick<FollowUp, 'ownerId' | 'owner'> | Refusal {
  const ownerId = filled.person || null
  const owner = toOneLine(filled.team ?? '').slice(0, 80) || null
  if (!ownerId || !owner) return { ownerId, owner }
  const isNewPerson = ownerId !== followUp.ownerId
  const isNewTeam = owner !== followUp.owner
  if (isNewPerson && isNewTeam) return { refusal: 'A person or a team: please fill in one of the two.', field: 'team' }
  return isNewTeam ? { ownerId: null, owner } : { ownerId, owner: null }
}

/** An unchanged date is accepted even if it has passed. */
function parseDueField(followUp: FollowUp, words: string, zone: string, now: Date): { on: Date | null } | Refusal {
  if (!words) return { on: null }
  if (followUp.dueOn && words === sayDay(followUp.dueOn)) return { on: followUp.dueOn }
  const named = readDay(words, zone, now)
  if (!named)
    return {
      refusal: 'Which day is that? For example: next friday, in 2 weeks, 1 Dec, 2026-12-01',
      field: 'due',
    }
  return 'refusal' in named ? { ...named, field: 'due' } : named
}

function diffFollowUp(followUp: FollowUp, read: FollowUpEdit): Partial<FollowUpEdit> {
  const plain = (value: unknown) => (value instanceof Date ? value.getTime() : value)
  const changed = Object.entries(read).filter(
    ([field, value]) => plain(value) !== plain(followUp[field as keyof FollowUpEdit]),
  )
  return Object.fromEntries(changed)
}

function recordFollowUpEdit(
  ctx: WithActor<BaseContext>,
  names: Pick<FollowUpsState, 'names'>,
  followUp: FollowUp,
  to: Partial<FollowUpFields>,
): Decision {
  const { by } = ctx
  const { incidentId } = followUp
  const words = sayFollowUp(names, { ...followUp, ...to })
  // An undo counts as another edit, so that modals opened before it are out of date.
  const inverse = [invertFollowUpChange(followUp, to), ...bumpEditCount(followUp)]
  const request = {
    incidentId,
    subject: followUpUndoSubject(followUp),
    words,
    shown: `Changed: ${words}`,
    inverse,
  }
  return combineDecisions(
    {
      changes: [followUpChanged({ id: followUp.id, to })],
      send: [postFollowUpLine(incidentId, `Follow-up changed: ${words} · ${nameOrMention(by)}`)],
    },
    makeUndoable(ctx, request),
  )
}

const bumpEditCount = ({ id, edits }: FollowUp) => [followUpChanged({ id, to: { edits: edits + 2 } })]
