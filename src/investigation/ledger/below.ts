import { withoutResult } from '../../core/record/model.ts'
import { type IncidentState, nameOf } from '../../core/state.ts'
import { type Block, clipMrkdwn, section } from '../../messages/blocks.ts'
import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { permalink } from '../../messages/permalink.ts'
import { type Source, stillUnexplained } from './model.ts'
import { testLines, words } from './rows.ts'
import { openWaits } from './waits/model.ts'

/** How many of each are shown, and in how many characters of Slack's: enough to act on, and no wall. */
const most = 4
const longest = 1100

/** What no row shows: what is unexplained, on whom the team waits, what was done to no known effect. */
export function below(state: IncidentState): Block[] {
  return [
    ...part('Unexplained', unexplainedLines(state)),
    ...part('Testing', testLines(state, state.otherTests)),
    ...part('Waiting on', waitLines(state)),
    ...part('No result yet', actionLines(state)),
  ]
}

function part(title: string, lines: readonly string[]): Block[] {
  if (lines.length === 0) return []
  const shown = lines.slice(0, most)
  const more = lines.length > most ? [`… and ${lines.length - most} more`] : []
  return [section(clipMrkdwn([`*${title}*`, ...shown, ...more].join('\n'), longest))]
}

/** When it was, leading to where it can be read. */
const timed = (state: IncidentState, at: Date, source: Source): string =>
  slackTime(at, shortTime(at), permalink(state.workspaceUrl, source))

const unexplainedLines = (state: IncidentState): string[] =>
  stillUnexplained(state.unexplained).map(
    (seen) => `• ${words(seen.text, 120)} · since ${timed(state, seen.since, seen)}`,
  )

const waitLines = ({ waits }: IncidentState): string[] =>
  openWaits(waits).map(({ party, about, since: at }) => {
    const what = about ? `: ${words(about, 80)}` : ''
    return `• ${words(party, 60)}${what} · since ${slackTime(at, shortTime(at))}`
  })

const actionLines = (state: IncidentState): string[] =>
  withoutResult(state.actions)
    .toReversed()
    .map((action) => {
      const by = words(nameOf(state, action.by), 40)
      return `• ${words(action.text, 100)} · ${by}, ${timed(state, action.at, action)}`
    })
