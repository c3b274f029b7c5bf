import type { Refusal } from '../core/decision.ts'
import type { Actor } from '../core/input.ts'
import { toPlainText } from '../messages/mrkdwn.ts'
import { toOneLine } from '../platform/text.ts'
import { readDay } from './due.ts'
import { longestFollowUp } from './model.ts'

/** A person, or the name of a group or team. */
export type FollowUpOwner = { person: Actor } | { team: string }

/** A follow-up as typed, split into its parts. */
export interface ParsedFollowUp {
  text: string
  owner: FollowUpOwner | null
  dueOn: Date | null
}

const personMentionPattern = '<@([UW][A-Z0-9]+)(?:\\|([^<>]*))?>'
const groupMentionPattern = '<!subteam\\^S[A-Z0-9]+\\|@?([^<>]+)>'
const nameWordPattern = "[\\p{L}\\p{N}&+.'_-]+"
const ownerLeadPattern = '(?:^| )(?:for |owner:? )?'

const personLast = new RegExp(`${ownerLeadPattern}${personMentionPattern}[.,]?$`)
const groupLast = new RegExp(`${ownerLeadPattern}${groupMentionPattern}[.,]?$`)
const teamLast = new RegExp(
  ` for (?:the )?((?:${nameWordPattern} ){1,3}(?:team|squad|guild|group|crew)|team(?: ${nameWordPattern}){1,3})$`,
  'iu',
)
const meLast = / for me[.,]?$/i
const personFirst = new RegExp(`^${personMentionPattern}[:,]? `)
const groupFirst = new RegExp(`^${groupMentionPattern}[:,]? `)
const dueLead = /(?<=^| )(?:by|until|due(?: by| on)?) /gi

/**
 * Splits `raise the pool limit @dana by next friday` into text, owner and due day. Owner and date come last in either
 * order, or the owner comes first; whatever reads as neither stays in the text. Refuses a date that cannot be used.
 */
export function parseFollowUp(markup: string, by: Actor, zone: string, now: Date): ParsedFollowUp | Refusal {
  const dated = takeDue(toOneLine(markup), zone, now)
  if (isRefused(dated)) return dated
  const owned = takeOwner(dated.rest, by)
  const late = dated.dueOn ? { ...dated, rest: owned.rest } : takeDue(owned.rest, zone, now)
  if (isRefused(late)) return late
  return { text: toOneLine(toPlainText(late.rest)), owner: owned.owner, dueOn: late.dueOn }
}

/** Refuses an empty or too long text. */
export function checkFollowUpText(text: string): Refusal | undefined {
  if (!text) return { refusal: 'What is to be done? A few words are enough.', field: 'text' }
  if (text.length > longestFollowUp)
    return { refusal: `Please keep a follow-up under ${longestFollowUp} characters.`, field: 'text' }
  return undefined
}

interface DueTakenText {
  rest: string
  dueOn: Date | null
}
const isRefused = (outcome: DueTakenText | Refusal): outcome is Refusal => 'refusal' in outcome

function takeDue(words: string, zone: string, now: Date): DueTakenText | Refusal {
  const found = [...words.matchAll(dueLead)].at(-1)
  const named = found && readDay(words.slice(found.index + found[0].length), zone, now)
  if (!named) return { rest: words, dueOn: null }
  if ('refusal' in named) return named
  return { rest: words.slice(0, found.index).trimEnd(), dueOn: named.on }
}

function takeOwner(words: string, by: Actor): { rest: string; owner: FollowUpOwner | null } {
  for (const [pattern, owner] of ownersBy(by)) {
    const found = pattern.exec(words)
    if (!found) continue
    return {
      rest: words.slice(0, found.index) + words.slice(found.index + found[0].length),
      owner: owner(found),
    }
  }
  return { rest: words, owner: null }
}

const ownersBy = (by: Actor): [RegExp, (found: RegExpExecArray) => FollowUpOwner][] => [
  [personLast, ownerFromMention],
  [groupLast, ([, label = '']) => ({ team: `@${toPlainText(label)}` })],
  [teamLast, ([, team = '']) => ({ team: toPlainText(team) })],
  [meLast, () => ({ person: by })],
  [personFirst, ownerFromMention],
  [groupFirst, ([, label = '']) => ({ team: `@${toPlainText(label)}` })],
]

const ownerFromMention = ([, id = '', label]: RegExpExecArray): FollowUpOwner => ({
  person: { id, ...(label && { name: toPlainText(label) }) },
})
