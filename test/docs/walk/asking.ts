import { lastChallenge } from '../../support/look.ts'
import type { Part } from '../tour.ts'
import { clear, marked, stage } from './stage.ts'

/** Challenges when there is no hypothesis, and then when there is one that nobody questions. */
export const askingOfBelief: Part = async (tour) => {
  const { ana, ben, cleo, pass } = tour.office
  tour.heading('What it asks')
  tour.subheading('Nothing is tracked')
  const channel = await stage(tour, 'SEV1 Logins time out')
  const here = { channel: channel.id }
  await tour.see('15 minutes go by', () => pass(15.1))
  await tour.look(ben, 'Track a hypothesis', here)
  await tour.see('Nobody answers', () => pass(23))
  await tour.see('Nobody answers again', () => pass(34))
  await tour.press(ben, 'Still looking, because…', here)
  await tour.send(ben, { Because: 'the dashboards are down' })
  await tour.see('15 minutes go by', () => pass(15.1))
  await tour.press(ben, 'Not now…', here)
  await tour.send(ben, { Because: 'the database team is in a call' })
  await tour.aside(() => cleo.say(channel.id, 'I suspect the cache is cold'))
  await tour.see('Half an hour goes by', () => pass(30.1))
  await tour.press(cleo, 'Track this', here)

  tour.subheading('Nobody questions what leads')
  await tour.see('15 minutes go by', () => pass(15.5))
  await tour.look(ben, 'Another cause', here)
  await tour.look(ben, 'Rule it out…', here)
  await tour.press(ben, 'Keep, because…', here)
  await tour.send(ben, { 'Why keep it?': 'it began with the restart' })
  await tour.see('15 minutes go by', () => pass(15.1))
  await tour.see('Ana answers in the thread', () =>
    ana.say(channel.id, 'misses would be at 40 %; I look', { thread: lastChallenge(channel).ts }),
  )
  for (const why of ['misses are high', 'still high']) {
    await tour.aside(() => pass(15.1))
    await tour.aside(() => ben.press('Keep, because…', here))
    await tour.aside(() => tour.submit(ben, { 'Why keep it?': why }))
  }
  await tour.see('15 minutes go by', () => pass(15.1))
  await tour.aside(() => ben.press('Keep, because…', here))
  await tour.see('Ben keeps it for the third time', () => tour.submit(ben, { 'Why keep it?': 'as before' }))
  await tour.see('15 minutes go by', () => pass(15.1))
  await tour.see('Ben moves the incident on', () => ben.command(channel.id, 'status monitoring'))
  await clear(tour, channel)
}

/** Challenges about actions and their results. */
export const askingOfActions: Part = async (tour) => {
  const { ben, cleo, pass } = tour.office
  tour.subheading('Something was done')
  const channel = await stage(tour, 'SEV1 Search is down')
  const here = { channel: channel.id }
  await tour.aside(() => ben.command(channel.id, 'hyp the ALB is failing'))
  await marked(tour, channel, 'restarted the ALB', 'hammer_and_wrench')
  await tour.see('10 minutes go by', () => pass(10.1))
  await tour.press(cleo, 'Too early', here)
  await tour.see('10 minutes go by', () => pass(10.1))
  await tour.press(cleo, 'No effect', here)
  await tour.see('2 minutes go by', () => pass(2.1))
  await tour.press(ben, 'Test it', here)
  await tour.send(ben, { 'What would tell us?': 'bypass the ALB', 'Result expected in (minutes)': '5' })
  await tour.see('5 minutes go by', () => pass(5.1))
  await tour.press(ben, '15 min more', here)
  await tour.see('15 minutes go by', () => pass(15.1))
  await tour.press(ben, 'Result…', { ...here, near: 'due' })
  await tour.send(ben, {
    'What came of it?': 'no better without it',
    'What does it say of the hypothesis?': 'It speaks against it',
  })

  await clear(tour, channel)
}

/** Challenges when the symptom recurs, and when none of many hypotheses is tested. */
export const askingOfRivals: Part = async (tour) => {
  const { ben, pass } = tour.office
  tour.subheading('It is back')
  const channel = await stage(tour, 'SEV1 Feeds stop')
  const here = { channel: channel.id }
  await tour.aside(() => ben.command(channel.id, 'hyp a poison message'))
  await tour.aside(() => pass(20.1))
  await marked(tour, channel, 'they have stopped again', 'repeat')
  await tour.see('2 minutes go by', () => pass(2.1))
  await tour.look(ben, 'Yes, because…', here)
  await tour.press(ben, 'No', here)
  await clear(tour, channel)

  tour.subheading('Many explanations, and none tested')
  const crowd = await stage(tour, 'SEV1 Mails are lost')
  const guesses = [
    'DNS',
    'a full disk',
    'the relay',
    'greylisting',
    'the spam filter',
    'a loop',
    'TLS',
    'the queue',
    'IPv6',
  ]
  for (const guess of guesses) await tour.aside(() => ben.command(crowd.id, `hyp ${guess}`))
  await tour.see('15 minutes go by', () => pass(15.1))
  await tour.look(ben, 'Test one…', { channel: crowd.id })
  await tour.look(ben, 'Keep all, because…', { channel: crowd.id })
  await tour.press(ben, 'Rule one out…', { channel: crowd.id })
  await tour.send(ben, { 'Which hypothesis?': '1. DNS', 'Why is it ruled out?': 'names resolve' })
  await tour.press(ben, 'The others…', { channel: crowd.id })
  await tour.close(ben)
  await clear(tour, crowd)
}
