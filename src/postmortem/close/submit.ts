import { combineDecisions, type Decision, emptyDecision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { incidentReference, isClosedOrCancelled } from '../../core/incident/model.ts'
import type { Actor } from '../../core/input.ts'
import { reactionNoted } from '../../core/record/changes.ts'
import { addSuggestedEntries, type SuggestionInContext } from '../../investigation/heard/add-suggested.ts'
import { contextBlock, sentenceMessage } from '../../messages/blocks.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { formatCount } from '../../platform/text.ts'
import { supersedeSectionUndo } from '../sections/say.ts'
import type { PostMortemContext } from '../settings.ts'
import { closeWithDraft, noPostMortemText } from './closing.ts'
import { newLessons, newUnexplained, noteExplained, noteLessons, noteUnexplained, toSilentDecision } from './lines.ts'
import type { CloseModalInput } from './modal.ts'
import { buildWrittenSections, type CloseTexts, closeSections } from './texts.ts'

/** The current values that a submitted modal is compared with. */
export interface CurrentValues extends Omit<CloseModalInput, 'passed'> {
  /** The ticked messages, with what is stored about them. */
  offered: readonly SuggestionInContext[]
  /** Who last changed the status; for a closed incident, who closed it. */
  closedBy: Required<Actor>
}

/**
 * Closes the incident and stores what was filled in, in one transaction and with one public line. If it was closed in
 * the meantime, what was filled in is stored all the same.
 */
export function submitClose(
  ctx: WithActor<PostMortemContext>,
  form: CloseTexts,
  current: CurrentValues,
): Decision | Refusal {
  const { incident } = ctx.state
  if (incident.status === 'cancelled') return { refusal: noPostMortemText(incident, ctx.settings), field: 'lessons' }
  const contribution = collectContribution(ctx, form, current)
  if (isClosedOrCancelled(incident)) return saveAfterClose(ctx, contribution, current.closedBy)
  const closing = closeWithDraft(ctx, contribution.words && `adds ${contribution.words}`)
  if (isRefusal(closing)) return closing
  return appendSkippedRemark(combineDecisions(contribution.decision, closing), contribution.leftOut)
}

/** What somebody filled in. */
interface CloseContribution {
  decision: Decision
  /** `summary, 2 lessons`; empty if nothing was filled in. */
  words: string
  /** How many ticked items no longer apply. */
  leftOut: number
}

function collectContribution(
  ctx: WithActor<PostMortemContext>,
  form: CloseTexts,
  current: CurrentValues,
): CloseContribution {
  const { state } = ctx
  const { fields } = form
  const ticked = (fields.explained ?? '').split(',').filter((packed) => packed !== '')
  const written = buildWrittenSections(ctx, form, current)
  const superseded = written.map(({ text }) => supersedeSectionUndo(ctx, state.incident.id, text.section))
  const lessons = noteLessons(ctx, newLessons(fields.lessons ?? '', current.lessons))
  const open = noteUnexplained(ctx, newUnexplained(state, fields.unexplained ?? ''))
  const explained = noteExplained(ctx, ticked)
  const captured = captureTickedMessages(ctx, current.offered)
  const counts: [number, string][] = [
    [lessons.length, 'lesson'],
    [open.length, 'open question'],
    [explained.length, 'explanation'],
    [captured.count, 'message'],
  ]
  return {
    decision: combineDecisions(
      { changes: [...written, ...superseded], send: [] },
      ...lessons,
      ...open,
      ...explained,
      captured.decision,
    ),
    words: [
      ...written.map(({ text }) => sectionName(text.section)),
      ...counts.flatMap(([count, name]) => (count > 0 ? [formatCount(count, name)] : [])),
    ].join(', '),
    leftOut: ticked.length - explained.length + current.offered.length - captured.count,
  }
}

/** Adds the ticked messages that can still be added. */
function captureTickedMessages(ctx: WithActor<PostMortemContext>, offered: readonly SuggestionInContext[]) {
  const decision = toSilentDecision(addSuggestedEntries(ctx, offered)) ?? emptyDecision
  return { decision, count: decision.changes.filter((change) => reactionNoted.is(change)).length }
}

const sectionName = (section: string): string =>
  (Object.entries(closeSections).find(([key]) => key === section)?.[1] ?? section).toLowerCase()

/** Saves what was filled in after somebody had closed the incident, tells the channel, and tells `by` who closed it. */
function saveAfterClose(
  { state, by, settings }: WithActor<PostMortemContext>,
  { decision, words, leftOut }: CloseContribution,
  closedBy: Required<Actor>,
): Decision {
  const { incident } = state
  const name = incidentReference(incident)
  const closer = closedBy.id === by.id ? 'you' : escapeMrkdwn(closedBy.name)
  const closed = `${name} was closed already, by ${closer}.`
  if (!words) return appendSkippedRemark({ ...emptyDecision, answer: { say: sentenceMessage(closed) } }, leftOut)
  const line = sentenceMessage(`*Post-mortem* · ${nameOrMention(by)} · adds ${words}`)
  const kept = `${closed} What you wrote is kept: ${words}. \`${settings.command} export md\` brings the post-mortem as it stands.`
  return appendSkippedRemark(
    {
      changes: decision.changes,
      send: [...decision.send, { to: { incident: incident.id }, call: { do: 'post', message: line } }],
      answer: { say: sentenceMessage(kept) },
    },
    leftOut,
  )
}

/** Adds to the answer how many of the ticked items were skipped. */
function appendSkippedRemark(decision: Decision, leftOut: number): Decision {
  const { answer } = decision
  if (leftOut === 0 || !answer || !('say' in answer)) return decision
  const remark = contextBlock(
    `_${leftOut} of what you ticked ${leftOut === 1 ? 'was' : 'were'} left out: changed, deleted or added meanwhile._`,
  )
  return { ...decision, answer: { say: { ...answer.say, blocks: [...answer.say.blocks, remark] } } }
}
