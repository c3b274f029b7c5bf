import { answerWithModal, type Decision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { findDisplayName } from '../../core/state.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { nameOrMention } from '../../messages/mrkdwn.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { canFitInOneMessage } from './build.ts'
import { cancelBrief } from './cancel.ts'
import { briefAgreed, briefLinesEdited } from './changes.ts'
import type { LineInput } from './controls.ts'
import { changeBriefModal, readTickedLines } from './modals.ts'
import type { AddressedBrief, Brief } from './model.ts'
import { sendPrivateLine, showConsent, showPreview } from './notify.ts'
import { explainUnsuitedPerson, type RecipientConstraints } from './recipient.ts'
import { escapedNameOf, findPreviewedBrief } from './state.ts'

/** Opens the modal to change a brief before it is sent. */
export function openChangeBriefModal(state: InvestigationState, id: string): Decision | Refusal {
  const found = findPreviewedBrief(state, id)
  return 'refusal' in found ? found : answerWithModal(changeBriefModal(state, found.brief))
}

/** Applies the ticked lines. Another recipient is first looked up in Slack, and the countdown restarts. */
export function changeBrief(
  ctx: InvestigationContext,
  id: string,
  { person, ...ticks }: Partial<Record<'person' | LineInput, string>>,
  constraints: RecipientConstraints,
): Decision | Refusal {
  const { state } = ctx
  const found = findPreviewedBrief(state, id)
  if ('refusal' in found) return { ...found, field: 'person' }
  const { brief } = found
  const lines = applyLineTicks(brief, readTickedLines(ticks))
  if (!lines.some(({ included }) => included)) return { refusal: 'Tick at least one line.', field: 'in-0' }
  if (!canFitInOneMessage(lines)) return { refusal: 'That is more than one message holds: untick some.', field: 'in-0' }
  const other = person && person !== brief.recipientId ? person : undefined
  const unfit = other && explainUnsuitedPerson(other, findDisplayName(state, other), brief.requestedBy, constraints)
  if (unfit) return { refusal: unfit, field: 'person' }
  const later = new Date(ctx.now.getTime() + ctx.settings.freshEyes.preview)
  return {
    changes: [briefLinesEdited({ id, lines, ...(other && { goesAt: later }) })],
    send: [...(other ? [requestPersonLookup(state, brief, other)] : []), ...showPreview(state, brief)],
  }
}

const requestPersonLookup = ({ incident }: InvestigationState, { id }: Brief, person: string): Send => ({
  to: { incident: incident.id },
  call: { do: 'find_fresh_eyes', briefId: id, group: null, people: [person], not: [] },
})

const applyLineTicks = ({ lines }: AddressedBrief, wanted: ReadonlySet<number>) =>
  lines.map((line, index) => {
    const included = wanted.has(index)
    return included === line.included ? line : { ...line, included, byHand: true }
  })

/** Cancels a brief in preview; its recipient has not heard of it yet. */
export function cancelPreviewedBrief(state: InvestigationState, id: string, by: Actor): Decision | Refusal {
  const found = findPreviewedBrief(state, id)
  return 'refusal' in found ? found : cancelBrief(state, found.brief, `cancelled by ${displayNameOfActor(state, by)}`)
}

const displayNameOfActor = (state: InvestigationState, by: Actor): string => by.name ?? findDisplayName(state, by.id)

/** Decides for the commander of a private incident, and nobody else, whether an outsider may read about it. */
export function decideConsent(ctx: WithActor<InvestigationContext>, id: string, agrees: boolean): Decision | Refusal {
  const { state, by } = ctx
  const brief = state.briefs.find((candidate) => candidate.id === id)
  if (brief?.state !== 'consent') return { refusal: 'That is not asked any more.' }
  const commander = holderOf(state.roles, 'commander')
  if (by.id !== commander)
    return {
      refusal: `Only the commander can decide this${commander ? `: ${escapedNameOf(state, commander)}` : ''}.`,
    }
  if (!agrees) return cancelWithoutConsent(state, brief, by)
  const goesAt = new Date(ctx.now.getTime() + ctx.settings.freshEyes.preview)
  return {
    changes: [briefAgreed({ id, goesAt })],
    send: [showConsent(state, brief), ...showPreview(state, brief)],
  }
}

function cancelWithoutConsent(state: InvestigationState, brief: Brief, by: Actor): Decision {
  const decision = cancelBrief(state, brief, `${displayNameOfActor(state, by)} does not agree`)
  const notice = sentenceMessage(
    `${nameOrMention(by)} does not want ${escapedNameOf(state, brief.recipientId)} asked: the brief was not sent.`,
  )
  return { ...decision, send: [...decision.send, ...sendPrivateLine(state, brief.requestedBy, notice)] }
}
