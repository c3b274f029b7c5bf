import { slackLimits } from '../../messages/blocks.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { Registry } from '../feature/registry.ts'
import { incidentListLine } from '../incident/lines.ts'
import { withSeverities } from '../incident/severity.ts'
import type { DeliberateInput, Input } from '../input.ts'
import type { Settings } from '../settings.ts'
import type { OpenIncident } from '../state.ts'
import { findNearestCommand } from './nearest.ts'

export const isDeliberate = (input: Input): input is DeliberateInput =>
  input.type === 'commandInvoked' ||
  input.type === 'buttonClicked' ||
  input.type === 'modalSubmitted' ||
  input.type === 'shortcutUsed'

/** The longest command that is read, in characters: as many as Slack accepts in one modal input. */
const maxCommandLength = slackLimits.input

/**
 * The refusal of a command that is too long; undefined if it is not. No feature sees such a command, because handling
 * its text may take more than linear time and a mention may have 40,000 characters. Slack itself limits modal inputs.
 */
export function explainTooLongCommand(input: DeliberateInput, { reactions }: Settings): string | undefined {
  if (input.type !== 'commandInvoked' || input.via === 'modal') return undefined
  const length = input.word.length + input.rest.length
  if (length <= maxCommandLength) return undefined
  return `That's ${countFormat.format(length)} characters, and I read at most ${countFormat.format(maxCommandLength)} of a command. Nothing was saved: shorten it, or post it as a message and react with :${reactions.note[0]}:.`
}

const countFormat = new Intl.NumberFormat('en-US')

/** The refusal of an unknown command. Suggests the nearest command that is not drastic, with an example. */
export function unknownCommandRefusal(
  input: DeliberateInput,
  parts: { registry: Registry; settings: Settings },
): string {
  if (input.type !== 'commandInvoked') return 'This is from an older version of the bot. Please run the command again.'
  const { command } = parts.settings
  const harmless = [...parts.registry.commands.values()].filter(({ word, isDrastic }) => word && !isDrastic)
  const near = findNearestCommand(
    input.word,
    harmless.map(({ word }) => word),
  )
  const guess = near === undefined ? undefined : parts.registry.commands.get(near)
  const unknown = `I don't know \`${escapeMrkdwn(input.word)}\`.`
  if (!guess) return `${unknown} \`${command} help\` lists what I do.`
  return `${unknown} Did you mean \`${guess.word}\`? For example: \`${command} ${escapeMrkdwn(withSeverities(guess.example, parts.settings))}\``
}

/** The refusal outside an incident channel, with the open incidents. */
export function explainNoIncidentHere(
  open: readonly OpenIncident[],
  { command }: Settings,
  type: DeliberateInput['type'] = 'commandInvoked',
): string {
  if (open.length === 0)
    return `This is not an incident channel, and no incident is open. \`${command} declare\` starts one.`
  const here =
    type === 'shortcutUsed' ? 'This works on messages in an incident channel' : 'This is not an incident channel'
  const before =
    open.length > maxNamedIncidents ? [`… and ${open.length - maxNamedIncidents} more: \`${command} list\``] : []
  return `${here}. Open now:\n${[...open.slice(-maxNamedIncidents).map(incidentListLine), ...before].join('\n')}`
}

/** More would not fit into one paragraph. The latest are shown, since they are the ones most often meant. */
const maxNamedIncidents = 8
