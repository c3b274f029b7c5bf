import type { Element } from 'hast'
import { h } from 'hastscript'
import { capitalizeFirst } from '../../../platform/text.ts'
import type { PostMortem } from '../../document/model.ts'
import { findIncidentStart, formatTotalDuration } from '../../templates/fields.ts'
import type { Outline } from '../../templates/outline.ts'
import { fullTime } from '../../templates/times.ts'

/** Renders the facts at the head of the page. A public document names nobody. */
export function keyFacts({ document, template }: Outline): Element {
  const { incident } = document
  const isInternal = template.audience !== 'public'
  const facts = [
    ...(isInternal ? [['Severity', incident.severity]] : []),
    ['Status', capitalizeFirst(incident.status)],
    ...keyTimeFacts(document),
    ...(incident.services.length > 0 ? [['Services', incident.services.join(', ')]] : []),
    ...(isInternal ? keyPeopleFacts(document) : []),
  ]
  return h(
    'dl',
    { className: ['key-facts'] },
    facts.map(([name = '', value = '']) => h('div', h('dt', name), h('dd', { dir: 'auto' }, value))),
  )
}

function keyTimeFacts(document: PostMortem): string[][] {
  const { times, incident } = document
  const began = findIncidentStart(document)
  const ended = times.resolved?.at
  const length = formatTotalDuration(document)
  return [
    ...(began ? [['Began', fullTime(began, incident.zone)]] : []),
    ...(ended ? [['Resolved', fullTime(ended, incident.zone)]] : []),
    ...(length ? [['Lasted', length]] : []),
  ]
}

/** The last commander and the last owner. */
const keyPeopleFacts = ({ roles }: PostMortem): string[][] =>
  ['commander', 'owner'].flatMap((wanted) => {
    const last = roles.findLast(({ role }) => role === wanted)
    return last ? [[capitalizeFirst(wanted), last.person]] : []
  })
