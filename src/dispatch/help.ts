import type { Settings } from '../config/settings.ts'
import { context, type Message, message, section, sentence } from '../slack/blocks.ts'
import { escapeMrkdwn } from '../slack/text.ts'
import { nothing } from './decision.ts'
import type { Feature, Word } from './registry.ts'

/** What the bot does, by the words it knows. `help topic` shows one of them. */
export function helpFeature(words: () => Iterable<Word>): Feature {
  const help: Word = {
    word: 'help',
    usage: 'help [word]',
    example: 'help log',
    does: 'this list, or one command',
    on: 'viewer',
    act: 'read',
    run: (_state, { rest }, { settings }) => {
      const wanted = rest.trim().toLowerCase()
      const topic = [...words()].find(({ word }) => word !== '' && word === wanted)
      return {
        ...nothing,
        answer: { say: topic ? oneWord(topic, settings) : allWords([...words()], settings) },
      }
    },
  }
  return { words: [help] }
}

function oneWord({ usage, example, does }: Word, { command }: Settings): Message {
  return sentence(
    `\`${command} ${escapeMrkdwn(usage)}\`: ${does}.\nFor example: \`${command} ${escapeMrkdwn(example)}\``,
  )
}

function allWords(words: readonly Word[], { command, reactions }: Settings): Message {
  const lines = words
    .filter(({ word }) => word)
    .map(({ usage, does }) => `\`${command} ${escapeMrkdwn(usage)}\` ${does}`)
  const marks = Object.entries(reactions).map(
    ([kind, names]) => `${names.map((name) => `:${name}:`).join(' ')} ${kind}`,
  )
  return message(
    'What I do',
    section(lines.join('\n')),
    section(`*Reactions put a message on the timeline:* ${marks.join(' · ')}`),
    context(`In threads, where Slack has no commands, mention me with the same words.`),
  )
}
