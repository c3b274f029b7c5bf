import { incidentListLine } from '../incident/lifecycle/view.ts'
import { slackLimits } from '../messages/blocks.ts'
import { escapeMrkdwn } from '../messages/mrkdwn.ts'
import type { Settings } from '../platform/config/settings.ts'
import { withSeverities } from './incident/severity.ts'
import type { DeliberateInput, Input } from './input.ts'
import { findNearestCommand } from './nearest.ts'
import type { Registry } from './registry.ts'
import type { OpenIncident } from './state.ts'

export const isDeliberate = (input: Input): input is DeliberateInput =>
  input.type === 'commandInvoked' ||
  input.type === 'buttonClicked' ||
  input.type === 'modalSubmitted' ||
  input.type === 'shortcutUsed'

/** What is read of a command, in characters: as much as Slack lets people type into one input of a form. */
const maxCommandLength = slackLimits.input

/**
 * Why words are too many for a command. No feature sees them then: what it does with words may take longer than in
 * proportion, and a mention may have 40,000 characters. What comes by a form Slack has measured.
 */
export function explainTooLongCommand(input: DeliberateInput, { reactions }: Settings): string | undefined {
  if (input.type !== 'commandInvoked' || input.via === 'modal') return undefined
  const length = input.word.length + input.rest.length
  if (length <= maxCommandLength) return undefined
  return `That's ${countFormat.format(length)} characters, and I read at most ${countFormat.format(maxCommandLength)} of a command. Nothing was saved: shorten it, or post it as a message and react with :${reactions.note[0]}:.`
}

const countFormat = new Intl.NumberFormat('en-US')

/** A word the bot does not know gets the nearest harmless one it does, and an example. */
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

/** Said where no incident is: which there are. */
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

/** More open incidents than this would not fit one paragraph; the latest are meant most often. */
const maxNamedIncidents = 8
