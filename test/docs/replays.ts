import { minuteMs, sayDuration } from '../../src/platform/time/durations.ts'
import type { ChallengeRecord } from '../../src/postmortem/document/investigation.ts'
import type { PostMortem } from '../../src/postmortem/document/model.ts'

/** The challenges of an incident and their answers, as a table for docs/challenges.md. */
export function tableOf(document: PostMortem): string {
  const rows = document.challenges.map((asked) => row(document, asked))
  if (rows.length === 0) return '*Nothing was asked.*'
  return ['| when | reason | asked | answered |', '|--|--|--|--|', ...rows].join('\n')
}

function row({ times, incident: { zone } }: PostMortem, asked: ChallengeRecord): string {
  const { at, reason, why, question } = asked
  const since = times.declared ? new Date(at).getTime() - new Date(times.declared.at).getTime() : 0
  const when = `${clock(at, zone)} (${sayDuration(Math.round(since / minuteMs) * minuteMs)})`
  return `| ${[when, reason.replaceAll('_', ' '), `**${plain(why)}** ${plain(question)}`, answerTo(asked, zone)].join(' | ')} |`
}

function answerTo({ answeredAt, answerKind, answer, answeredBy }: ChallengeRecord, zone: string): string {
  if (!answeredAt) return '—'
  const how = answerKind === 'moot' ? 'no longer needed' : (answerKind ?? '').replaceAll('_', ' ')
  const who = answeredBy ? ` by ${answeredBy}` : ''
  return `${clock(answeredAt, zone)}, ${how}${who}: ${plain(answer ?? '')}`
}

const clock = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  )

/** Escapes text for a table cell. */
const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('<', '&lt;')
