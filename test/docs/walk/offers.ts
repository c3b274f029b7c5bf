import { capital, type Part } from '../tour.ts'
import { clear, marked, stage } from './stage.ts'

/** Messages that look like timeline entries are offered to their author only. */
export const offers: Part = async (tour) => {
  const { ana, ben, cleo, pass } = tour.office
  tour.heading('Offers, to the author alone')
  const channel = await stage(tour, 'SEV1 Reports are late')
  const { id } = channel
  const here = { channel: id }
  const says = (person: typeof ana, words: string) =>
    tour.see(`${capital(person.name)} writes “${words}”`, () => person.say(id, words))
  await says(ben, 'I think it’s the queue')
  await tour.press(ben, 'Track as hypothesis', here)
  await says(cleo, 'opened a case with AWS: 90876')
  await tour.look(cleo, 'Change it first…', here)
  await tour.press(cleo, 'Note the wait', here)
  await says(ana, 'restarted the workers')
  await tour.press(ana, 'Record action', here)
  // Cleo got an offer less than half an hour ago, so she gets none now, in whichever order message and reaction arrive.
  await tour.aside(() => marked(tour, channel, 'restarted the broker', 'hammer_and_wrench'))
  await tour.aside(() => pass(31))
  await says(ben, 'no change')
  await tour.press(ben, 'No effect', { ...here, near: 'No effect?' })
  await says(cleo, 'opened a ticket with our provider')
  await says(ana, 'it’s back')
  await tour.press(ana, 'Record recurrence', here)
  await tour.press(ana, 'No more offers', here)
  await tour.type(ana, id, 'offers')
  await tour.type(ana, id, 'offers on')
  await clear(tour, channel)
}
