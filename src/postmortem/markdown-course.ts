import { sayDuration } from '../lib/durations.ts'
import { resultName } from '../timeline/model.ts'
import { fullTime, linked, listSection, time24, words } from './markdown-parts.ts'
import { escapeMarkdown as safe } from './markdown-text.ts'
import type { ActionTaken, Observation, PostMortem, TestRun, TimelineLine, WaitHeld } from './model.ts'

/** What was done to help, and what came of each. */
export function actionsSection({ actions, incident: { zone } }: PostMortem): string {
  const items = actions.map((action) => `- ${line(action, zone)}\n  - ${result(action)}`)
  return listSection('Actions', items) || '## Actions\n\nNo action was recorded.'
}

const line = (entry: TimelineLine, zone: string): string =>
  `${linked(fullTime(entry.at, zone), entry.permalink)}: ${words(entry)}`

function result({ result: given }: ActionTaken): string {
  if (!given) return '_no result was recorded_'
  const { is, note, by } = given
  return `**${resultName[is]}**${note ? `: ${safe(note)}` : ''}${by ? ` (${safe(by)})` : ''}`
}

/** On whom it waited, and when it came back: nothing where neither happened. */
export function courseSections({ waits, recurrences, incident: { zone } }: PostMortem): string[] {
  return [
    listSection(
      'The symptom came back',
      recurrences.map((entry) => `- ${line(entry, zone)}`),
    ),
    listSection(
      'Waits',
      waits.map((wait) => waitItem(wait, zone)),
    ),
  ]
}

function waitItem(wait: WaitHeld, zone: string): string {
  const { on, about, outcome, meanwhile, permalink, from } = wait
  const begun = linked(fullTime(from, zone), permalink)
  const what = `- ${safe(on)}${about ? `: ${safe(about)}` : ''} (${begun}${until(wait, zone)})`
  const rest = [
    outcome ? `What came of it: ${safe(outcome)}` : '',
    meanwhile ? `Meanwhile: ${safe(meanwhile)}` : '',
  ]
  return [what, ...rest.filter((text) => text !== '').map((text) => `  - ${text}`)].join('\n')
}

function until({ from, to }: WaitHeld, zone: string): string {
  if (!to) return ', no end was recorded'
  const isSameDay = fullTime(from, zone).slice(0, -5) === fullTime(to, zone).slice(0, -5)
  const end = isSameDay ? time24(to, zone) : fullTime(to, zone)
  return ` – ${end}, ${sayDuration(Date.parse(to) - Date.parse(from))}`
}

/** What nobody has explained, and what nobody has told the result of. */
export function openQuestionsSection(document: PostMortem): string {
  const { unexplained, believed, otherTests, incident } = document
  const tests = [...believed.flatMap((known) => known.tests), ...otherTests]
  const items = [
    ...unexplained.filter(({ isOpen }) => isOpen).map((seen) => unexplainedItem(seen, incident.zone)),
    ...tests.filter(({ closedAt }) => closedAt === null).map((test) => untoldItem(test, incident.zone)),
  ]
  return listSection('Open questions', items)
}

function unexplainedItem({ since, permalink, text, explainedBy }: Observation, zone: string): string {
  const before = explainedBy ? ` It was put down to “${safe(explainedBy)}”, which was ruled out.` : ''
  return `- Unexplained, since ${linked(fullTime(since, zone), permalink)}: ${safe(text)}${before}`
}

const untoldItem = ({ text, owner, begunAt, permalink }: TestRun, zone: string): string =>
  `- Without a result, begun ${linked(fullTime(begunAt, zone), permalink)}: ${safe(text)} (${safe(owner)})`
