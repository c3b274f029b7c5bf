import { sayDuration } from '../lib/durations.ts'
import { capital } from '../lib/words.ts'
import { followUpsSection, lessonsSection } from './aftermath.ts'
import { challengesSection, searchSections } from './markdown-asked.ts'
import { beliefsSection } from './markdown-believed.ts'
import { actionsSection, courseSections, openQuestionsSection } from './markdown-course.ts'
import { day, fullTime, linked, time24, words } from './markdown-parts.ts'
import { escapeCell as cell, escapeMarkdown as safe } from './markdown-text.ts'
import type { Belief, Gap, PostMortem, TimelineLine } from './model.ts'

/** The post-mortem as Markdown (GitHub flavour). Every line is traceable: it links to its message where it has one. */
export function renderMarkdown(document: PostMortem): string {
  const sections = [
    title(document),
    facts(document),
    summary(document),
    impact(document),
    timeline(document),
    beliefsSection(document),
    causes(document),
    actionsSection(document),
    ...courseSections(document),
    challengesSection(document),
    ...searchSections(document),
    lessonsSection(document.lessons, gapOf(document, 'lessons')),
    followUpsSection(document.followUps, gapOf(document, 'follow-ups')),
    openQuestionsSection(document),
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

const row = (line: TimelineLine, zone: string): string =>
  `- ${linked(time24(line.at, zone), line.permalink)} **${line.kind}** ${words(line)}`

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
