import type { Element } from 'hast'
import { h } from 'hastscript'
import { sayDuration } from '../../../lib/durations.ts'
import { capital } from '../../../lib/words.ts'
import type { PostMortem } from '../../document/model.ts'
import type { Outline } from '../../outline/outline.ts'
import { fullTime } from '../../outline/times.ts'

/** What a reader wants to know before reading; nobody by name where the document is for the public. */
export function keyFacts({ document, template }: Outline): Element {
  const { incident } = document
  const isInternal = template.audience !== 'public'
  const facts = [
    ...(isInternal ? [['Severity', incident.severity]] : []),
    ['Status', capital(incident.status)],
    ...timesIn(document),
    ...(incident.services.length > 0 ? [['Services', incident.services.join(', ')]] : []),
    ...(isInternal ? peopleIn(document) : []),
  ]
  return h(
    'dl',
    { className: ['key-facts'] },
    facts.map(([name = '', value = '']) => h('div', h('dt', name), h('dd', { dir: 'auto' }, value))),
  )
}

function timesIn({ times, incident: { zone } }: PostMortem): string[][] {
  const began = times.started ?? times.detected ?? times.declared
  const ended = times.resolved
  return [
    ...(began ? [['Began', fullTime(began.at, zone)]] : []),
    ...(ended ? [['Resolved', fullTime(ended.at, zone)]] : []),
    ...(began && ended ? [['Lasted', sayDuration(Date.parse(ended.at) - Date.parse(began.at))]] : []),
  ]
}

/** Whoever led last, and who answers for what follows. */
const peopleIn = ({ roles }: PostMortem): string[][] =>
  ['commander', 'owner'].flatMap((wanted) => {
    const last = roles.findLast(({ role }) => role === wanted)
    return last ? [[capital(wanted), last.person]] : []
  })
