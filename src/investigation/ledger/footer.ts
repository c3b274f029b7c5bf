import { withoutResult } from '../../core/record/model.ts'
import { findDisplayName } from '../../core/state.ts'
import { clipMrkdwn, type SlackBlock, sectionBlock } from '../../messages/blocks.ts'
import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { makePermalink } from '../../messages/permalink.ts'
import type { InvestigationState } from '../state.ts'
import { type EntryMessageRef, stillUnexplained } from './model.ts'
import { clipLedgerText, testLines } from './rows.ts'
import { openWaits } from './waits/model.ts'

/** Lines and characters of mrkdwn per part: enough to act on without a wall of text. */
const maxLinesPerLedgerPart = 4
const maxLedgerPartLength = 1100

/** What belongs to no hypothesis: unexplained observations, other tests, open waits and actions without a result. */
export function ledgerFooterBlocks(state: InvestigationState): SlackBlock[] {
  return [
    ...footerSectionBlocks('Unexplained', unexplainedLines(state)),
    ...footerSectionBlocks('Testing', testLines(state, state.otherTests)),
    ...footerSectionBlocks('Waiting on', waitLines(state)),
    ...footerSectionBlocks('No result yet', actionLines(state)),
  ]
}

function footerSectionBlocks(title: string, lines: readonly string[]): SlackBlock[] {
  if (lines.length === 0) return []
  const shown = lines.slice(0, maxLinesPerLedgerPart)
  const more = lines.length > maxLinesPerLedgerPart ? [`… and ${lines.length - maxLinesPerLedgerPart} more`] : []
  return [sectionBlock(clipMrkdwn([`*${title}*`, ...shown, ...more].join('\n'), maxLedgerPartLength))]
}

/** The time, linked to the message if there is one. */
const linkedTimeText = (state: InvestigationState, at: Date, source: EntryMessageRef): string =>
  slackTime(at, shortTime(at), makePermalink(state.workspaceUrl, source))

const unexplainedLines = (state: InvestigationState): string[] =>
  stillUnexplained(state.unexplained).map(
    (seen) => `• ${clipLedgerText(seen.text, 120)} · since ${linkedTimeText(state, seen.since, seen)}`,
  )

const waitLines = ({ waits }: InvestigationState): string[] =>
  openWaits(waits).map(({ party, about, since: at }) => {
    const what = about ? `: ${clipLedgerText(about, 80)}` : ''
    return `• ${clipLedgerText(party, 60)}${what} · since ${slackTime(at, shortTime(at))}`
  })

const actionLines = (state: InvestigationState): string[] =>
  withoutResult(state.actions)
    .toReversed()
    .map((action) => {
      const by = clipLedgerText(findDisplayName(state, action.by), 40)
      return `• ${clipLedgerText(action.text, 100)} · ${by}, ${linkedTimeText(state, action.at, action)}`
    })
