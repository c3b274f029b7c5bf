import type { Channel, OpenModal, Person } from '../../playground/workspace.ts'
import { modalOf } from './look.ts'
import type { Office } from './office.ts'

/** The timeline as somebody has it in front of them, one text for each entry. */
export interface Reading {
  modal: OpenModal
  /** The entries shown, as lines: facts, words, and what else there is. */
  rows(): string[][]
}

const textOf = (block: unknown): string => {
  const { text } = block as { text?: { text?: string } }
  return text?.text ?? ''
}

/** What Slack shows of the markup the bot sends: the fallback of a date, and three characters unescaped. */
const shown = (mrkdwn: string): string =>
  mrkdwn
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** The texts of a form's blocks, line by line. */
export const linesOf = (modal: OpenModal): string[] =>
  modal.blocks.flatMap((block) => shown(textOf(block)).split('\n')).filter(Boolean)

export function reading(modal: OpenModal): Reading {
  const rows = () =>
    modal.blocks.filter((block) => 'accessory' in block).map((block) => shown(textOf(block)).split('\n'))
  return { modal, rows }
}

export async function openTimeline(person: Person, channel: Channel, words = ''): Promise<Reading> {
  return reading(modalOf(await person.command(channel.id, `timeline ${words}`.trim())))
}

/** Chooses one of the three dots beside the entry with these words; what the form shows then. */
export async function choose(office: Office, person: Person, choice: string, near: string): Promise<OpenModal> {
  await person.press(choice, { near })
  await office.quiet()
  const modal = person.modal()
  if (!modal) throw new Error(`no form is open after "${choice}"`)
  return modal
}
