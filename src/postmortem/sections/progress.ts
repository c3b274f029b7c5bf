import { combineDecisions, type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { BaseContext, DecisionContext, WithActor } from '../../core/feature/context.ts'
import { incidentLabel, incidentReference } from '../../core/incident/model.ts'
import type { Send } from '../../core/outbox/call.ts'
import { findDisplayName } from '../../core/state.ts'
import { blocksMessage, contextBlock, sectionBlock } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { postMortemChanged } from '../changes.ts'
import { buildUploadCall, defaultFileRequest } from '../export/file.ts'
import type { PostMortemFields, PostMortemState } from '../record.ts'
import type { TemplateLibrary } from '../templates/library.ts'
import type { Draft } from './draft.ts'
import type { PostMortemAction } from './say.ts'
import { announceUndoableAction, makePostMortemUndoable } from './say.ts'

/** Moves the post-mortem from draft to in review. */
export function sendForReview(ctx: WithActor<BaseContext>, draft: Draft): Decision | Refusal {
  const { state } = draft.record
  if (state === 'in_review') return { refusal: 'It is in review already.' }
  if (state === 'published') return { refusal: 'It is published. *Back to draft* comes first.' }
  return changeRecordFields(ctx, draft, { state: 'in_review' }, { about: 'state', words: 'sent it for review' })
}

/** Moves the post-mortem back to draft. Files that were already posted stay. */
export function backToDraft(ctx: WithActor<BaseContext>, draft: Draft): Decision | Refusal {
  if (draft.record.state === 'draft') return { refusal: 'It is a draft.' }
  const to = { state: 'draft', publishedAt: null, publishedBy: null } as const
  return changeRecordFields(ctx, draft, to, { about: 'state', words: 'made it a draft again' })
}

/** What the publish modal submitted. */
export interface PublishConfirmation {
  /** State of the post-mortem when the modal was opened. */
  opened: PostMortemState
  announce: boolean
}

/**
 * Publishes the document as it is stored now: as a file in the incident's channel, whose comment is the public line,
 * and with `announce` also as one line in the thread of the announcement. Refused if somebody published it in the
 * meantime.
 */
export function publishPostMortem(
  ctx: WithActor<BaseContext>,
  draft: Draft,
  { opened, announce }: PublishConfirmation,
): Decision | Refusal {
  const { by } = ctx
  const { state, record } = draft
  const { incident } = state
  if (record.state === 'published' && opened !== 'published')
    return {
      refusal: `${escapeMrkdwn(findDisplayName(state, record.publishedBy))} has published it already.`,
    }
  const to = { state: 'published', publishedAt: ctx.now, publishedBy: by.id } as const
  const comment = `*Post-mortem* of ${incidentReference(incident)} · published by ${nameOrMention(by)}`
  const file = incident.channelId ? [buildUploadCall(incident.id, defaultFileRequest, comment, by.id)] : []
  const words = record.state === 'published' ? 'published it again' : 'published it'
  return combineDecisions(
    {
      changes: [postMortemChanged({ incidentId: incident.id, to })],
      send: [...file, ...(announce ? announcePublication(ctx, draft) : [])],
    },
    makePostMortemUndoable(ctx, {
      incidentId: incident.id,
      about: 'state',
      words,
      back: [buildInverseChange(draft, to)],
    }),
  )
}

/** Says in the announcement channel that it is published and where. The file itself stays in the incident's channel. */
function announcePublication({ by, settings }: WithActor<BaseContext>, { state }: Draft): Send[] {
  const { incident } = state
  const channel = findAnnouncementChannel(incident, settings)
  if (!channel) return []
  const place = incident.channelId ? ` in <#${incident.channelId}>` : ''
  const line = `The post-mortem of *${incidentLabel(incident)}* (${escapeMrkdwn(clipText(incident.title, 150))}) is published${place}.`
  const words = blocksMessage(
    `The post-mortem of ${incidentReference(incident)} is published`,
    sectionBlock(line),
    contextBlock(nameOrMention(by)),
  )
  return [{ to: { channel }, call: { do: 'post', message: words, under: 'announcement' }, tell: { person: by.id } }]
}

/** The channel in which an incident is announced; none for a private one. */
export const findAnnouncementChannel = (
  incident: Draft['state']['incident'],
  { announcementChannel }: DecisionContext['settings'],
): string | undefined => (incident.private ? undefined : announcementChannel)

/** Option value for the team's usual template (stored as null), because Slack requires a value. */
export const usualTemplateOption = '*'

/** Chooses the template of the post-mortem; refused if that no longer exists. */
export function choosePostMortemTemplate(
  ctx: WithActor<BaseContext>,
  draft: Draft,
  library: TemplateLibrary,
  chosen: string,
): Decision | Refusal {
  const template = chosen === usualTemplateOption ? null : chosen
  if (template === draft.record.template) return emptyDecision
  if (template !== null && !library.templates.has(template))
    return { refusal: 'There is no such form any more.', field: 'form' }
  const name = template === null ? `the usual form (\`${library.usual}\`)` : `the form \`${template}\``
  return changeRecordFields(ctx, draft, { template }, { about: 'form', words: `chose ${name}` })
}

/** Changes fields of the stored record, with one public line and an undo. */
export function changeRecordFields(
  ctx: WithActor<BaseContext>,
  draft: Draft,
  to: Partial<PostMortemFields>,
  { about, words }: Pick<PostMortemAction, 'about' | 'words'>,
): Decision {
  const { id: incidentId } = draft.state.incident
  const changes = [postMortemChanged({ incidentId, to })]
  return announceUndoableAction(ctx, { incidentId, about, words, changes, back: [buildInverseChange(draft, to)] })
}

function buildInverseChange({ state, record }: Draft, to: Partial<PostMortemFields>) {
  const names = Object.keys(to) as (keyof PostMortemFields)[]
  const before = Object.fromEntries(names.map((name) => [name, record[name]])) as Partial<PostMortemFields>
  return postMortemChanged({ incidentId: state.incident.id, to: before })
}
