import type { Part } from '../tour.ts'
import { clear, marked, stage } from './stage.ts'

/** Challenges about waits, unexplained observations and long shifts. */
export const askingOfWaits: Part = async (tour) => {
  const { ana, ben, pass } = tour.office
  tour.subheading('Waiting on somebody outside')
  const channel = await stage(tour, 'SEV1 Cards are refused')
  const here = { channel: channel.id }
  await tour.aside(() => ana.command(channel.id, 'waiting the bank: case 123'))
  await tour.aside(() => ana.command(channel.id, 'rule-out our firewall: unchanged'))
  await tour.aside(() => ana.command(channel.id, 'test 0: call the second bank in 29 min'))
  await tour.see('30 minutes go by', () => pass(30.1))
  await tour.press(ben, 'Given up', here)
  await tour.see('A while later', () => pass(16))
  await tour.look(ben, 'Start a test', here)
  await tour.look(ben, 'Keep waiting, because…', here)
  await tour.press(ben, 'It is over…', here)
  await tour.send(ben, { 'What came of it?': 'they see nothing' })
  await clear(tour, channel)

  tour.subheading('Something stands unexplained')
  const odd = await stage(tour, 'SEV1 Disks fill up')
  await tour.aside(() => ana.command(odd.id, 'hyp logs are not rotated'))
  await tour.aside(() => ana.command(odd.id, 'unexplained only hosts in zone b'))
  await tour.aside(() => ben.press('Confirm…', { channel: odd.id }))
  await tour.aside(() => tour.submit(ben, { 'What shows it?': 'rotating them helps' }))
  await tour.see('30 minutes go by', () => pass(30.1))
  await tour.look(ben, 'Keep looking, because…', { channel: odd.id })
  await tour.press(ben, 'It is explained…', { channel: odd.id })
  await tour.send(ben, {
    'By what?': '1. logs are not rotated (confirmed)',
    'How?': 'only zone b has the old image',
  })

  tour.subheading('A long shift')
  await tour.aside(() => pass(60 * 3.4))
  await tour.see('Ben has been in command for 4 hours', () => pass(10))
  await tour.look(ben, 'Stay, because…', { channel: odd.id })
  await tour.press(ben, 'Hand over…', { channel: odd.id })
  await tour.send(ben, { Who: '@ana' })
  await clear(tour, odd)
}

/** Challenges once things are better or over. */
export const askingAtTheEnd: Part = async (tour) => {
  const { ana, ben, pass } = tour.office
  tour.subheading('It is better, and nobody knows why')
  const channel = await stage(tour, 'SEV1 Uploads fail')
  const here = { channel: channel.id }
  await marked(tour, channel, 'restarted the uploader', 'hammer_and_wrench')
  await tour.aside(() => ana.command(channel.id, 'unexplained only large files failed'))
  await tour.aside(() => ben.command(channel.id, 'status monitoring'))
  await tour.see('10 minutes go by', () => pass(10.1))
  await tour.look(ben, 'Not known yet, because…', here)
  await tour.press(ben, 'This did…', here)
  await tour.send(ben, { 'Which action?': 'restarted the uploader' })

  tour.subheading('Resolved, and something is unexplained')
  await tour.aside(() => ben.command(channel.id, 'resolve it stopped'))
  await tour.see('2 minutes go by', () => pass(2.1))
  await tour.look(ben, 'Still open, because…', here)
  await tour.press(ben, 'It is explained…', here)
  await tour.send(ben, { 'By what?': 'Something else', 'How?': 'small files took another path' })
  await clear(tour, channel)
}
