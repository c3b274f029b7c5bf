import type { Channel, OpenModal, Person } from '../../playground/workspace.ts'
import { modalOf } from './look.ts'
import type { Office } from './office.ts'

/** The timeline modal that somebody has open. */
export interface Reading {
  modal: OpenModal
  /** The lines of each entry shown: its facts, its text, and further notes. */
  rows(): string[][]
}

const textOf = (block: unknown): string => {
  const { text } = block as { text?: { text?: string } }
  return text?.text ?? ''
}

/** Renders the bot's markup as Slack does: dates by their fallback, the three escaped characters unescaped. */
const shown = (mrkdwn: string): string =>
  mrkdwn
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** The text of a modal's blocks, line by line. */
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

/** Picks from the overflow menu beside the entry with this text; returns the modal that is then open. */
export async function choose(office: Office, person: Person, choice: string, near: string): Promise<OpenModal> {
  await person.press(choice, { near })
  await office.quiet()
  const modal = person.modal()
  if (!modal) throw new Error(`no modal is open after "${choice}"`)
  return modal
}
