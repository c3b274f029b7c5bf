import { findDisplayName } from '../../core/state.ts'
import { blocksMessage, contextBlock, type SlackMessage, sectionBlock, sectionWith } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { makePermalink } from '../../messages/permalink.ts'
import { firstLine, toOneLine } from '../../platform/text.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import type { InvestigationState } from '../state.ts'
import { challengeButtonsBlock, freshEyesButton, proposesFreshEyes, trackButton } from './buttons.ts'
import { getKeepWording, isKeptTooOften } from './keep-wording.ts'
import type { AnswerKind, Candidate, Challenge } from './model.ts'

/** The message of a challenge: with its buttons while it is open, with its answer afterwards. */
export function challengeMessage(state: InvestigationState, challenge: Challenge): SlackMessage {
  const why = `*${escapeMrkdwn(challenge.why)}*`
  const question = escapeMrkdwn(challenge.question)
  if (challenge.state !== 'open')
    return blocksMessage(
      challenge.why,
      sectionBlock(`${why}\n${question}`),
      contextBlock(renderChallengeOutcome(state, challenge)),
      ...(isKeptTooOften(state, challenge) ? [freshEyesButton(state, challenge)] : []),
    )
  return blocksMessage(
    `${challenge.why} ${challenge.question}`,
    sectionBlock([why, `${addresseePrefix(challenge)}${question}`, ...freshEyesProposalLines(challenge)].join('\n')),
    ...challenge.candidates.map((candidate, index) =>
      sectionWith(renderCandidateQuote(state, candidate), trackButton(state, challenge, index)),
    ),
    challengeButtonsBlock(state, challenge),
  )
}

/** Addresses one person by a mention, and on higher levels anyone, without one. */
function addresseePrefix({ askedOf, level }: Challenge): string {
  if (askedOf) return `<@${askedOf}> `
  return level > 0 ? 'Anyone: ' : ''
}

const freshEyesProposalLines = (challenge: Challenge): string[] =>
  proposesFreshEyes(challenge) ? ['Or let somebody look who has seen none of it.'] : []

/** How many characters of a message are quoted. */
const maxCandidateQuoteLength = 280

/** Quotes somebody's message, escaped so that it pings nobody. */
function renderCandidateQuote(state: InvestigationState, { author, text, channelId, ts }: Candidate): string {
  const words = escapeMrkdwn(clipText(toOneLine(text), maxCandidateQuoteLength))
  const link = makePermalink(state.workspaceUrl, { channelId, messageTs: ts })
  return `${escapeMrkdwn(clipText(author, 80))}: “${words}”${link ? ` · <${link}|message>` : ''}`
}

/** Each kind of answer, in a word or two. */
export const answerKindLabels: Record<AnswerKind, string> = {
  hypothesis: 'tracked',
  test: 'testing',
  keep: 'kept',
  evidence: 'evidence',
  ruled_out: 'ruled out',
  result: 'result',
  wait_over: 'no longer waiting',
  handed_over: 'handed over',
  fresh_eyes: 'fresh eyes asked',
  later: 'not now',
  reply: 'answered',
  ledger: 'on record',
  moot: 'no longer needed',
}

/** Who answered, after how long, and what. */
function renderChallengeOutcome(state: InvestigationState, challenge: Challenge): string {
  const { state: end, answeredAt, answeredBy, answerKind, answer, askedAt } = challenge
  if (end === 'superseded' || !answeredAt || !answerKind) return 'Not answered.'
  if (answerKind === 'moot') return `No longer needed: ${escapeMrkdwn(answer ?? '') || 'the incident moved on'}.`
  const after = sayDuration(answeredAt.getTime() - askedAt.getTime())
  const who = answeredBy ? `${escapeMrkdwn(findDisplayName(state, answeredBy))}, after ${after}` : `After ${after}`
  const words = answer ? `: ${escapeMrkdwn(clipText(firstLine(answer), 300))}` : ''
  return `:white_check_mark: ${who} · ${describeChallengeAnswer(challenge)}${words}`
}

function describeChallengeAnswer({ answerKind, reason, until }: Challenge): string {
  if (answerKind === 'keep') return getKeepWording(reason).outcome.toLowerCase()
  if (answerKind === 'later' && until) return `not now, until ${slackTime(until, shortTime(until))}`
  return answerKind ? answerKindLabels[answerKind] : ''
}

/** The challenge as it stands above the fields of its modals. */
export const renderChallengePrompt = (challenge: Challenge): string =>
  `*${escapeMrkdwn(challenge.why)}*\n${escapeMrkdwn(challenge.question)}`
