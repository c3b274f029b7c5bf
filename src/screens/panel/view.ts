import { askAction, sayAction } from '../../core/feature/ask-modal.ts'
import type { PanelEntry, PanelRow } from '../../core/feature/panel-entry.ts'
import { incidentHeadline } from '../../core/incident/lines.ts'
import { isClosedOrCancelled } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import { findDisplayName } from '../../core/state.ts'
import { roleActions } from '../../incident/roles/controls.ts'
import { ledgerSummaryLines } from '../../investigation/ledger/summary.ts'
import {
  actionRowBlock,
  blocksMessage,
  contextBlock,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import type { ResponseState } from '../../postmortem/state.ts'
import type { PanelCommand } from './command.ts'

/** In the order people need them: record what happens, look, move on, end. */
const panelRows: readonly PanelRow[] = ['Record', 'Look', 'Move on', 'End', 'Carry on']

/** The panel: every action on the incident, for an ephemeral message to the person who asked. */
export function incidentPanelMessage(state: ResponseState, words: ReadonlyMap<string, PanelCommand>): SlackMessage {
  const { incident, roles } = state
  const commander = holderOf(roles, 'commander')
  const declared = slackTime(incident.declaredAt, shortTime(incident.declaredAt))
  const lead = commander ? escapeMrkdwn(findDisplayName(state, commander)) : '*nobody yet*'
  const to = { incidentId: incident.id, from: 'commander' as const }
  const take = button('I take command', roleActions.takeCommand, to, 'primary')
  const on = isClosedOrCancelled(incident) ? 'ended' : 'open'
  return blocksMessage(
    incidentHeadline(incident),
    sectionBlock(
      [
        `*${incidentHeadline(incident)}*`,
        `${incident.status} · declared ${declared} · commander: ${lead}`,
        ...ledgerSummaryLines(state),
      ].join('\n'),
    ),
    ...(commander || isClosedOrCancelled(incident) ? [] : [actionRowBlock(take)]),
    ...panelRows.flatMap((row) => panelRowBlocks(incident.id, on, row, [...words.values()])),
  )
}

function panelRowBlocks(
  incidentId: string,
  on: PanelEntry['on'],
  row: PanelRow,
  commands: readonly PanelCommand[],
): SlackBlock[] {
  const entries = commands.flatMap((command) =>
    (command.panel ?? [])
      .filter((entry) => entry.on === on && entry.row === row)
      .map((entry) => ({ ...entry, command })),
  )
  const buttons = entries
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ label, alone, command: { word, asks } }) =>
      button(label, asks && !alone ? askAction : sayAction, { incidentId, word }),
    )
  return buttons.length > 0 ? [contextBlock(row), actionRowBlock(...buttons)] : []
}
