import type { Refusal } from '../../core/decision.ts'
import { incidentReference, isSeekingCause } from '../../core/incident/model.ts'
import { findDisplayName } from '../../core/state.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import type { WithheldStatement } from './build.ts'
import type { IdentifyingDetails } from './mask.ts'
import { type AddressedBrief, type Brief, isUnsent } from './model.ts'

/** The details of this incident that a brief must not contain. `mentioned` are names from its entries. */
export const identifyingDetailsOf = (
  { incident, names }: InvestigationState,
  mentioned: readonly string[],
): IdentifyingDetails => ({
  title: incident.title,
  channelName: incident.channelName,
  names: [...names.values(), ...mentioned],
})

/** What the team believes or has believed: its hypotheses in any state, and its waits. */
export const withheldStatementsOf = ({ hypotheses, waits }: InvestigationState): WithheldStatement[] => [
  ...hypotheses,
  ...waits.map(({ party, about, since }) => ({
    statement: [party, about].join(' ').trim(),
    openedAt: since,
  })),
]

export const escapedNameOf = (state: InvestigationState, id: string | null): string =>
  escapeMrkdwn(findDisplayName(state, id))

/** The brief that prevents another request: one being prepared, or one whose answer is still awaited. */
export function findActiveBrief({ briefs }: InvestigationState): Brief | undefined {
  return briefs.findLast((brief) => isUnsent(brief) || (brief.state === 'sent' && !brief.missedAt))
}

/** The brief in preview, which can still be changed, or why it cannot. */
export function findPreviewedBrief(state: InvestigationState, id: string): { brief: AddressedBrief } | Refusal {
  const brief = state.briefs.find((candidate) => candidate.id === id)
  if (!brief) return { refusal: 'That brief is not there any more.' }
  if (brief.state === 'preview' && brief.recipientId) return { brief: { ...brief, recipientId: brief.recipientId } }
  if (brief.sentAt)
    return {
      refusal: `It has gone to ${escapedNameOf(state, brief.recipientId)} already, and cannot be taken back.`,
    }
  return { refusal: `It was not sent: ${escapeMrkdwn(brief.because ?? 'it waits for the commander')}.` }
}

/** The brief this person was sent and has yet to answer, or why they cannot answer it. */
export function findBriefSentTo(
  state: InvestigationState,
  id: string,
  by: string,
): { brief: AddressedBrief } | Refusal {
  const brief = state.briefs.find((candidate) => candidate.id === id)
  if (!brief?.sentAt || brief.recipientId !== by) return { refusal: 'That was not sent to you.' }
  if (brief.state === 'answered') return { refusal: 'You have answered that already. Thank you.' }
  if (brief.state === 'declined') return { refusal: 'You have said “not now” already. Nothing more is needed.' }
  if (brief.state !== 'sent') return { refusal: 'It is over by now: nothing more is needed. Thank you.' }
  return { brief: { ...brief, recipientId: by } }
}

/** Why nobody can be asked now; undefined if somebody can. */
export function findAskRefusal({ state, settings }: InvestigationContext): Refusal | undefined {
  const { incident, roles } = state
  if (!isSeekingCause(incident))
    return {
      refusal: `${incidentReference(incident)} is ${incident.status}: fresh eyes are asked while the cause is sought.`,
    }
  const other = findActiveBrief(state)
  if (other) return { refusal: describeActiveBrief(state, other) }
  if (incident.private && !roles.some(({ role }) => role === 'commander'))
    return {
      refusal: `${incidentReference(incident)} is private: its commander must agree, and there is none. \`${settings.command} commander\` takes command.`,
    }
  return undefined
}

function describeActiveBrief(state: InvestigationState, { state: stage, requestedBy, recipientId }: Brief): string {
  if (stage !== 'sent')
    return `${escapedNameOf(state, requestedBy)} is asking somebody already. What comes of it is said in the channel.`
  return `${escapedNameOf(state, recipientId)} has been asked already, and has not answered yet.`
}
