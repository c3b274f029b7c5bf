import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, Person, Reply } from '../../../playground/workspace.ts'
import { eventually } from '../../support/eventually.ts'
import { fullForm, privately } from '../../support/forms.ts'
import type { Stage } from './stage.ts'

/** How long people keep retrying, on a busy machine (ms). */
const patience = 180_000
/** The pause before a retry (ms). */
const pause = 400
const title = 'Checkout is slow'
/** The severities as the modal shows them. */
const shownAs = { SEV1: 'SEV1 · Many users cannot work', SEV4: 'SEV4 · Nobody outside notices' } as const

const first = ({ people: [ana] }: Stage): Person => {
  if (!ana) throw new Error('the stage has no people')
  return ana
}

/** Declares, repeating the same words until there is a channel, as people would. */
export async function declare(stage: Stage): Promise<Channel> {
  const { workspace, plan, people, ops, log } = stage
  const ana = first(stage)
  const severity = plan.isChallenged ? 'SEV1' : 'SEV4'
  const made = () =>
    workspace.channels().find(({ name, members }) => name.startsWith('inc-') && members.includes(ana.id))
  const channel = await eventually(
    'there is a channel',
    async () => {
      if (made()) return made()
      if (plan.isPrivate) await declareInPrivate(ana, ops, severity)
      else await ana.command(ops.id, `declare ${severity} ${title}`)
      await sleep(pause)
      return made()
    },
    patience,
  )
  log.note(`#${channel.name} is there`)
  for (const person of people) {
    if (plan.isPrivate) await ana.invite(channel.id, person.id)
    else await person.join(channel.id)
  }
  return channel
}

/** Requests the modal again if it does not open or *More…* does not work. */
async function declareInPrivate(ana: Person, ops: Channel, severity: keyof typeof shownAs): Promise<void> {
  const form = await fullForm(ana, ops.id).catch(() => undefined)
  if (!form?.labels.includes('Where')) return await ana.modal()?.close()
  const values = { 'What is wrong?': title, Severity: shownAs[severity], Where: [privately] }
  await form.submit(values)
  await ana.modal()?.close()
}

/** Asks for fresh eyes; returns whether the bot confirmed it. */
export async function askOutside(stage: Stage, channel: Channel): Promise<boolean> {
  const { text } = await first(stage).command(channel.id, `fresh-eyes @${stage.outsider.name}`)
  stage.log.note(`fresh-eyes: ${text}`)
  return text?.startsWith('The brief comes to you') === true
}

/** Closes the incident, repeating the commands until it is closed. */
export async function close(stage: Stage, channel: Channel): Promise<void> {
  const ana = first(stage)
  const steps: [words: string, isDone: RegExp][] = [
    ['commander', /You are commander/],
    ['resolve it was the cache', /Resolved|is resolved already|is closed/],
    ['close now', /Closed|is closed/],
  ]
  for (const [words, isDone] of steps) {
    const tried = async () => {
      const reply: Reply = await ana.command(channel.id, words)
      if (reply.status === 'ok' && isDone.test(reply.text ?? '')) return true
      stage.log.note(`${words}: ${reply.error ?? reply.text}`)
      await sleep(pause)
      return false
    }
    await eventually(words, tried, patience)
    stage.log.note(words)
  }
}
