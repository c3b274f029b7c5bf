import { askAction, sayAction } from '../../core/ask-modal.ts'
import { incidentHeadline } from '../../core/incident/lines.ts'
import { isClosedOrCancelled } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import { findDisplayName } from '../../core/state.ts'
import { roleActions } from '../../incident/roles/controls.ts'
import { ledgerSummaryLines } from '../../investigation/ledger/summary.ts'
import {
  actionRowBlock,
  blocksMessage,
  type ControlElement,
  contextBlock,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { escapeMrkdwn, shortTime, slackTime } from '../../messages/mrkdwn.ts'
import type { ResponseState } from '../../postmortem/state.ts'
import type { PanelCommand } from './command.ts'

/** A command and its button's label. With `alone` it runs without arguments, even if it has a modal for them. */
type PanelButton = readonly [word: string, label: string, alone?: 'alone']

/** In the order people need them: record what happens, look, move on, end. */
const openPanelRows: Record<string, readonly PanelButton[]> = {
  Record: [
    ['log', 'Log…'],
    ['hyp', 'Hypothesis…'],
    ['test', 'Test…'],
    ['unexplained', 'Unexplained…'],
    ['rule-out', 'Rule out…'],
    ['waiting', 'Waiting on…'],
    ['fresh-eyes', 'Fresh eyes…'],
    ['impact', 'Impact…'],
    ['followup', 'Follow-up…'],
    ['lesson', 'Lesson…'],
  ],
  Look: [
    ['timeline', 'Timeline'],
    ['hyp', 'What we believe', 'alone'],
    ['catchup', 'Catch me up'],
    ['followup', 'Follow-ups', 'alone'],
    ['role', 'Who does what', 'alone'],
    ['show', 'All facts'],
  ],
  'Move on': [
    ['commander', 'Commander…'],
    ['owner', 'Owner…'],
    ['role', 'Other roles…'],
    ['status', 'Status…'],
    ['severity', 'Severity…'],
    ['update', 'Update stakeholders…'],
    ['time', 'Correct a time…'],
    ['details', 'Details…'],
  ],
  End: [
    ['resolve', 'Resolve…'],
    ['close', 'Close…'],
    ['cancel', 'False alarm…'],
  ],
}

const endedPanelRows: Record<string, readonly PanelButton[]> = {
  Look: [
    ['timeline', 'Timeline'],
    ['followup', 'Follow-ups', 'alone'],
    ['show', 'All facts'],
  ],
  'Carry on': [
    ['postmortem', 'Post-mortem'],
    ['export', 'Export'],
    ['followup', 'Follow-up…'],
    ['lesson', 'Lesson…'],
    ['impact', 'Impact…'],
    ['time', 'Correct a time…'],
    ['details', 'Details…'],
    ['owner', 'Owner…'],
    ['reopen', 'Reopen…'],
  ],
}

/** The panel: every action on the incident, for an ephemeral message to the person who asked. */
export function incidentPanelMessage(state: ResponseState, words: ReadonlyMap<string, PanelCommand>): SlackMessage {
  const { incident, roles } = state
  const commander = holderOf(roles, 'commander')
  const declared = slackTime(incident.declaredAt, shortTime(incident.declaredAt))
  const lead = commander ? escapeMrkdwn(findDisplayName(state, commander)) : '*nobody yet*'
  const to = { incidentId: incident.id, from: 'commander' as const }
  const take = button('I take command', roleActions.takeCommand, to, 'primary')
  const rows = Object.entries(isClosedOrCancelled(incident) ? endedPanelRows : openPanelRows)
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
    ...rows.flatMap(([title, keys]) => panelRowBlocks(incident.id, title, keys, words)),
  )
}

function panelRowBlocks(
  incidentId: string,
  title: string,
  keys: readonly PanelButton[],
  words: ReadonlyMap<string, PanelCommand>,
): SlackBlock[] {
  const buttons = keys.flatMap(([name, label, alone]) => {
    const word = words.get(name)
    return word ? [panelCommandButton(incidentId, word, label, alone !== undefined)] : []
  })
  return buttons.length > 0 ? [contextBlock(title), actionRowBlock(...buttons)] : []
}

/** A command with a modal opens it, unless `alone`; any other command runs at once. */
function panelCommandButton(
  incidentId: string,
  { word, asks }: PanelCommand,
  label: string,
  alone: boolean,
): ControlElement {
  return button(label, asks && !alone ? askAction : sayAction, { incidentId, word })
}
