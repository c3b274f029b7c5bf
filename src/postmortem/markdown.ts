import { sayDuration } from '../lib/durations.ts'
import { resultName } from '../timeline/model.ts'
import { followUpsSection, lessonsSection } from './aftermath.ts'
import { escapeCell as cell, markdownLink, escapeMarkdown as safe } from './markdown-text.ts'
import type { ActionTaken, Asked, Belief, Gap, PostMortem, TimelineLine } from './model.ts'

/** The post-mortem as Markdown (GitHub flavour). Every line is traceable: it links to its message where it has one. */
export function renderMarkdown(document: PostMortem): string {
  const sections = [
    title(document),
    facts(document),
    summary(document),
    impact(document),
    timeline(document),
    beliefs(document),
    causes(document),
    actions(document),
    challenges(document),
    lessonsSection(document.lessons, gapOf(document, 'lessons')),
    followUpsSection(document.followUps, gapOf(document, 'follow-ups')),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

const title = ({ incident }: PostMortem): string =>
  `# ${incident.reference}: ${safe(incident.title)}\n\n_Draft. ${natures[incident.mode] ?? ''}Times in ${safe(incident.zone)}. What nobody supplied is marked **Missing**._`

const natures: Record<string, string> = { drill: '**A drill.** ', retrospective: 'Written up afterwards. ' }

const missing = '**Missing**'

function facts({ incident, times, durations, roles, contributors }: PostMortem): string {
  const clock = (at: string | null) => (at ? fullTime(at, incident.zone) : null)
  const from = incident.mode === 'retrospective' ? 'the beginning' : 'declaration'
  const after = (ms: number | null) => (ms === null ? '' : ` (${sayDuration(ms)} after ${from})`)
  const reached = (at: string | null, ms: number | null) => (at ? `${clock(at)}${after(ms)}` : 'not recorded')
  const rows: [string, string | null][] = [
    ['Severity', cell(incident.severity)],
    ['Status', incident.status],
    ['Mode', incident.mode === 'live' ? null : incident.mode],
    ['Services', incident.services.map(cell).join(', ') || null],
    ['Impact began', clock(times.started) ?? missing],
    ['Detected', clock(times.detected) ?? missing],
    ['Declared', clock(times.declared)],
    ['Acknowledged', reached(times.acknowledged, durations.toAcknowledge)],
    ['Mitigated', reached(times.mitigated, durations.toMitigate)],
    ['Resolved', reached(times.resolved, durations.toResolve)],
    ['Closed', clock(times.closed) ?? 'not yet'],
    ['Channel', incident.channel && cell(`#${incident.channel}`)],
    ['Contributors', contributors.map(cell).join(', ') || null],
  ]
  const held = roles.map(({ role, person, from, to }): [string, string] => [
    capital(role),
    `${cell(person)}, ${fullTime(from, incident.zone)}${to ? ` – ${fullTime(to, incident.zone)}` : ' on'}`,
  ])
  const lines = [...rows, ...held].flatMap(([name, value]) => (value ? [`| ${cell(name)} | ${value} |`] : []))
  return `## Facts\n\n| | |\n|--|--|\n${lines.join('\n')}`
}

const summary = (document: PostMortem): string =>
  document.summary ? `## Summary\n\n${safe(document.summary)}` : gapSection('Summary', document, 'summary')

function impact(document: PostMortem): string {
  const { windows, facts: known } = document.impact
  const { zone } = document.incident
  const parts = [
    windows.map((window) => `- ${span(window, zone)}`).join('\n'),
    known.map(({ name, value }) => `- ${capital(name)}: ${safe(value)}`).join('\n'),
    gapOf(document, 'impact'),
  ]
  return `## Impact\n\n${parts.filter((text) => text !== '').join('\n\n')}`
}

function span({ from, to }: PostMortem['impact']['windows'][number], zone: string): string {
  if (!to) return `From ${fullTime(from, zone)} on`
  return `${fullTime(from, zone)} – ${fullTime(to, zone)} (${sayDuration(Date.parse(to) - Date.parse(from))})`
}

/** Without the challenges, which have a section of their own. */
function timeline({ timeline: all, incident }: PostMortem): string {
  const lines = all.filter(({ kind }) => kind !== 'challenge')
  if (lines.length === 0) return '## Timeline\n\nNothing was recorded.'
  const days = Map.groupBy(lines, (line) => day(line.at, incident.zone))
  const parts = [...days].map(
    ([date, entries]) => `### ${date}\n\n${entries.map((line) => row(line, incident.zone)).join('\n')}`,
  )
  return `## Timeline\n\n${parts.join('\n\n')}`
}

function row(line: TimelineLine, zone: string): string {
  const time = linked(time24(line.at, zone), line.permalink)
  const author = line.author ? ` (${safe(line.author)})` : ''
  const files = line.attachments.map(({ title: name }) => ` 📎 ${safe(name)}`).join('')
  const gone = line.deletedInSlack ? ' _deleted in Slack since_' : ''
  return `- ${time} **${line.kind}** ${safe(line.text)}${files}${author}${gone}`
}

function beliefs({ believed, incident }: PostMortem): string {
  if (believed.length === 0) return '## What we believed and when\n\nNo hypothesis was tracked.'
  const rows = believed.map((known) => {
    const until = known.closedAt ? linked(fullTime(known.closedAt, incident.zone), known.closedAtLink) : ''
    const held = Date.parse(known.closedAt ?? known.openedAt) - Date.parse(known.openedAt)
    const end = `${known.state}${known.verdict === 'contributing' ? ' as contributing' : ''}${known.because ? `: ${cell(known.because)}` : ''}`
    const from = linked(fullTime(known.openedAt, incident.zone), known.proposedAtLink)
    return `| ${cell(known.statement)} | ${cell(known.proposedBy)} | ${from} | ${until} | ${held > 0 ? sayDuration(held) : ''} | ${tests(known)} | ${end} |`
  })
  const head = '| Hypothesis | By | From | Until | Held | Tests | End |\n|--|--|--|--|--|--|--|'
  return `## What we believed and when\n\n${head}\n${rows.join('\n')}`
}

const tests = ({ tests: begun }: Belief): string =>
  begun.map(({ text, by }) => `${cell(text)} (${cell(by)})`).join('; ') || 'none'

function causes(document: PostMortem): string {
  const { confirmed, contributing, suspected, ruledOut } = document.causes
  const because = ({ statement, because: why }: Belief) =>
    `- ${safe(statement)}${why ? `: ${safe(why)}` : ''}`
  const part = (heading: string, beliefs: Belief[]) =>
    beliefs.length > 0 ? `${heading}\n\n${beliefs.map(because).join('\n')}` : ''
  const parts = [
    confirmed.length > 0 ? part('**Cause**', confirmed) : gapOf(document, 'causes'),
    part('**Contributing**', contributing),
    confirmed.length > 0 ? '' : part('**What we think**', suspected),
    part('**Ruled out**', ruledOut),
  ]
  return `## Causes\n\n${parts.filter((text) => text !== '').join('\n\n')}`
}

function actions({ actions: taken, incident }: PostMortem): string {
  if (taken.length === 0) return '## Actions\n\nNo action was recorded.'
  return `## Actions\n\n${taken.map((line) => `${row(line, incident.zone)}\n  - ${result(line)}`).join('\n')}`
}

function result({ result: given }: ActionTaken): string {
  if (!given) return '_no result was recorded_'
  const { is, note, by } = given
  return `**${resultName[is]}**${note ? `: ${safe(note)}` : ''}${by ? ` (${safe(by)})` : ''}`
}

function challenges({ challenges: all, incident }: PostMortem): string {
  if (all.length === 0) return '## Challenges\n\nNone was due.'
  return `## Challenges\n\n${all.map((asked) => challenge(asked, incident.zone)).join('\n')}`
}

function challenge(asked: Asked, zone: string): string {
  const { at, why, question, permalink } = asked
  return `- ${linked(fullTime(at, zone), permalink)}: ${safe(why)} ${safe(question)}\n  - ${outcome(asked)}`
}

function outcome({ at, answeredAt, answeredBy, answerKind, answer }: Asked): string {
  if (answerKind === 'moot') return `_no longer needed: ${safe(answer ?? '')}_`
  return answeredAt
    ? `${safe(answeredBy ?? 'The ledger')}, after ${sayDuration(Date.parse(answeredAt) - Date.parse(at))}: ${safe(answer ?? '')}`
    : '_not answered_'
}

const linked = (text: string, link: string | null): string => (link ? markdownLink(text, link) : text)

function gapSection(heading: string, document: PostMortem, section: string): string {
  return `## ${heading}\n\n${gapOf(document, section)}`
}

function gapOf({ gaps, timeline: lines, incident }: PostMortem, section: string): string {
  const gap = gaps.find((known) => known.section === section)
  return gap ? marked(gap, lines, incident.zone) : ''
}

function marked({ missing, who, help }: Gap, lines: readonly TimelineLine[], zone: string): string {
  const helpful = lines.filter((line) => line.entries.some((id) => help.includes(id)))
  const links = helpful.map((line) => linked(time24(line.at, zone), line.permalink))
  const hint = links.length > 0 ? ` May help: ${links.join(', ')}.` : ''
  return `> **Missing.** ${missing} _For ${safe(who)}._${hint}`
}

const format = (zone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })
const day = (at: string, zone: string): string =>
  format(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at))
const time24 = (at: string, zone: string): string =>
  format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
const fullTime = (at: string, zone: string): string =>
  `${format(zone, { year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(at))}, ${time24(at, zone)}`
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
