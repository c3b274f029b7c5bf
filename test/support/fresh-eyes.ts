import type { Channel, MessageView, OpenModal, Person } from '../../playground/workspace.ts'
import { modalOf } from './look.ts'
import { type Office, openOffice } from './office.ts'

export const group = 'SFRESH'
export const cause = 'What could it be?'
export const check = 'What would you check first, and why?'

/** An office with Dana and Erik in the fresh-eyes group, who have seen nothing. Challenges are off by default. */
export interface FreshOffice extends Office {
  dana: Person
  erik: Person
  /** Replaces both by newcomers whom nobody has asked before. */
  renew(): void
}

export async function openFreshOffice(
  freshEyes: Record<string, unknown> = { group },
  challenges: Record<string, unknown> = { modes: { live: 'off' } },
): Promise<FreshOffice> {
  const office = await openOffice({ settings: { freshEyes, challenges } })
  office.workspace.addUser({ id: 'UGONE', name: 'gone', deleted: true })
  office.workspace.addUser({ id: 'UROBO', name: 'robo', isBot: true })
  let generation = 1
  const renew = () => {
    generation += 1
    Object.assign(fresh, newcomers(office, String(generation)))
  }
  const fresh: FreshOffice = Object.assign(office, { ...newcomers(office), renew })
  return fresh
}

/** Adds two people to the workspace and the group; the first generation is named `dana` and `erik`. */
function newcomers({ workspace }: Office, generation = ''): Pick<FreshOffice, 'dana' | 'erik'> {
  const [dana, erik] = ['dana', 'erik'].map((name) =>
    workspace.addUser({ id: `U${name.toUpperCase()}${generation}`, name: `${name}${generation}` }),
  )
  if (!dana || !erik) throw new Error('the newcomers were not created')
  const users = ['UGONE', 'UROBO', 'UANA', 'UBEN', dana.id, erik.id]
  workspace.addGroup({ id: group, handle: 'sre', users })
  return { dana, erik }
}

/** Records a symptom, a hypothesis, and an entry that uses a word of the hypothesis. */
export async function recordSome({ ana, quiet }: Office, { id }: Channel): Promise<void> {
  for (const words of ['log 02:50 requests time out', 'hyp ALB is failing', 'log the ALBs answer 502'])
    await ana.command(id, words)
  await quiet()
}

/** The preview that the requester sees. */
export const previewOf = (person: Person): MessageView | undefined =>
  person.directMessages().findLast(({ plain }) => plain.includes('Fresh eyes for'))

/** The brief that the recipient sees. */
export const briefOf = (person: Person): MessageView | undefined =>
  person.directMessages().findLast(({ text }) => text.startsWith('Fresh eyes'))

export const whisperedTo = (person: Person): string => person.ephemerals().at(-1)?.plain ?? ''

export const answerForm = async (person: Person): Promise<OpenModal> => modalOf(await person.press('I would check…'))

/** Everything the fake workspace was asked to show this person: every text, block and modal, including edits. */
export function deliveredTo({ workspace }: Office, { id, dm }: Person): string {
  const calls = workspace.journal.calls().filter(({ method, args }) => {
    const isTheirs = [id, dm].includes(String(args.channel)) || args.user === id
    return /^(chat|views)\./.test(method) && (isTheirs || args.user_id === id)
  })
  return calls.map(({ args }) => JSON.stringify(args)).join('\n')
}
