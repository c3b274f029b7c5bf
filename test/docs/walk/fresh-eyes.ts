import type { Person } from '../../../playground/workspace.ts'
import { declareFully, privately } from '../../support/forms.ts'
import type { Part, Tour } from '../tour.ts'
import { clear, stage } from './stage.ts'

const asked = (tour: Tour, id: string): Person => {
  const found = tour.office.workspace.people().find((one) => one.id === id)
  if (!found) throw new Error(`${id} is not there`)
  return found
}

/** Somebody outside the incident reads a brief and says what they would check. */
export const freshEyes: Part = async (tour) => {
  const { ana, ben, pass } = tour.office
  const [dana, erik] = [asked(tour, 'UDANA'), asked(tour, 'UERIK')]
  tour.heading('Fresh eyes')
  const channel = await stage(tour, 'SEV2 Requests time out')
  const here = { channel: channel.id }
  await tour.type(ana, channel.id, 'fresh-eyes')
  for (const words of ['log requests of two zones time out', 'hyp ALB is failing', 'log the ALBs answer 502'])
    await tour.aside(() => ana.command(channel.id, words))
  await tour.type(ana, channel.id, 'fresh-eyes @ben')
  await tour.type(ana, channel.id, 'fresh-eyes')
  await tour.press(ana, 'Change…')
  await tour.send(ana, { 'Who gets it': 'UERIK' })
  await tour.press(ana, 'Send now')
  await tour.press(erik, 'Not now')
  await tour.press(ana, 'Ask somebody else', here)
  await tour.see('3 minutes go by', () => pass(3))
  await tour.see('20 minutes go by', () => pass(20))
  await tour.press(dana, 'I would check…')
  await tour.send(dana, {
    'What would you check first, and why?': 'free sockets on one host',
    'What could it be?': 'ports run out',
  })
  await tour.aside(() => erik.join(channel.id))
  await tour.type(ben, channel.id, 'fresh-eyes')
  await tour.look(ben, 'Name somebody…', here)
  await clear(tour, channel)
}

/** In a private incident the commander must approve the brief. */
export const freshEyesInPrivate: Part = async (tour) => {
  const { ana, ben, ops, incidentChannel, quiet } = tour.office
  tour.subheading('For a private incident')
  await tour.aside(() => declareFully(ana, ops.id, { 'What is wrong?': 'Keys leaked', Where: [privately] }))
  const secret = incidentChannel()
  tour.follow(secret)
  await tour.aside(async () => {
    await ana.invite(secret.id, ben.id)
    await ana.command(secret.id, 'commander')
    await ana.command(secret.id, 'log a key of ours is on a public page')
    await quiet()
  })
  await tour.type(ben, secret.id, 'fresh-eyes')
  await tour.press(ana, 'Do not ask', { channel: secret.id })
  await tour.type(ben, secret.id, 'fresh-eyes')
  await tour.press(ana, 'Agree', { channel: secret.id })
  await tour.press(ben, 'Cancel')
  await tour.aside(() => ana.command(secret.id, 'cancel only an example'))
}
