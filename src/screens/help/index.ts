import { emptyDecision } from '../../core/decision.ts'
import type { Command, Feature } from '../../core/feature/feature.ts'
import { withSeverities } from '../../core/incident/severity.ts'
import type { Settings } from '../../core/settings.ts'
import { blocksMessage, contextBlock, type SlackMessage, sectionBlock, sentenceMessage } from '../../messages/blocks.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { PostMortemContext } from '../../postmortem/settings.ts'

/** The `help` command, which lists all commands or explains one. `words` is a function because `help` is among them. */
export function helpFeature(words: () => Iterable<Command>): Feature<PostMortemContext> {
  const help: Command<PostMortemContext> = {
    word: 'help',
    usage: 'help [word]',
    example: 'help log',
    does: 'this list, or one command',
    on: 'viewer',
    act: 'read',
    run: ({ settings }, { rest }) => {
      const wanted = rest.trim().toLowerCase()
      const topic = [...words()].find(({ word }) => word !== '' && word === wanted)
      return {
        ...emptyDecision,
        answer: { say: topic ? commandHelpMessage(topic, settings) : allCommandsMessage([...words()], settings) },
      }
    },
  }
  return { name: 'help', commands: [help] }
}

function commandHelpMessage({ usage, example, does }: Command<PostMortemContext>, settings: Settings): SlackMessage {
  const { command } = settings
  const [how, such] = [usage, example].map((words) => escapeMrkdwn(withSeverities(words, settings)))
  return sentenceMessage(`\`${command} ${how}\`: ${does}.\nFor example: \`${command} ${such}\``)
}

/** Splits the list in two: all commands together exceed Slack's limit for the text of one section. */
function splitIntoTwoSections(lines: readonly string[]): string[] {
  const half = Math.ceil(lines.length / 2)
  return [lines.slice(0, half), lines.slice(half)].map((part) => part.join('\n'))
}

function allCommandsMessage(words: readonly Command[], settings: Settings): SlackMessage {
  const { command, reactions } = settings
  const lines = words
    .filter(({ word }) => word)
    .map(({ usage, does }) => `\`${command} ${escapeMrkdwn(withSeverities(usage, settings))}\` ${does}`)
  const marks = Object.entries(reactions).map(
    ([kind, names]) => `${names.map((name) => `:${name}:`).join(' ')} ${kind}`,
  )
  return blocksMessage(
    'What I do',
    ...splitIntoTwoSections(lines).map(sectionBlock),
    sectionBlock(`*Reactions keep a message:* ${marks.join(' · ')}`),
    contextBlock(
      `\`${command}\` alone brings up buttons. In threads, where Slack has no commands, mention me with the same words.`,
    ),
  )
}
