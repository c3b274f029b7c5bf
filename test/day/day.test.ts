import { afterAll, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { minuteMs } from '../../src/platform/time/durations.ts'
import { lastDraft, modalOf } from '../support/look.ts'
import { type Office, openOffice, start } from '../support/office.ts'
import { bots, chatter, deeds, people, type Step, timeline, type Who } from './story.ts'

let office: Office
afterAll(() => office.close())

const actors = new Map<Who, Person>()
/** The `ts` of each named message of the story. */
const said = new Map<string, string>()

function enter(): void {
  const { workspace } = office
  for (const [name, tz] of Object.entries(people)) {
    const known = workspace.people().find((person) => person.name === name)
    actors.set(name as Who, known ?? workspace.addUser({ name, tz }))
  }
  for (const name of bots) actors.set(name, workspace.addUser({ name, isBot: true }))
}

const actor = (who: Who): Person => {
  const found = actors.get(who)
  if (!found) throw new Error(`there is no person ${who}`)
  return found
}
const stood = (name: string): string => {
  const ts = said.get(name)
  if (!ts) throw new Error(`no message is named "${name}"`)
  return ts
}

async function act(step: Exclude<Step, { who: 'nobody' }>, channel: Channel): Promise<void> {
  const person = actor(step.who)
  if ('say' in step) {
    const thread = step.under ? { thread: stood(step.under) } : {}
    const ts = await person.say(channel.id, step.say, thread)
    if (step.as) said.set(step.as, ts)
  } else if ('type' in step) {
    const reply = await person.command(channel.id, step.type)
    expect(reply.status, step.type).toBe('ok')
  } else if ('edit' in step) await person.edit(channel.id, stood(step.to), step.edit)
  else if ('erase' in step) await person.deleteMessage(channel.id, stood(step.erase))
  else if (step.off) await person.unreact(channel.id, stood(step.to), step.react)
  else await person.react(channel.id, stood(step.to), step.react)
}

async function moveTo(at: number, isDown: boolean): Promise<void> {
  const until = new Date(start.getTime() + at * minuteMs)
  const minutes = (until.getTime() - office.clock.now().getTime()) / minuteMs
  if (minutes <= 0) return
  if (!isDown) return await office.pass(minutes)
  office.clock.moveTo(until)
  await office.workspace.tick()
}

it('a day in the life of an incident produces the timeline written down by hand', async () => {
  office = await openOffice({ settings: { challenges: { after: { SEV2: 'off' } } } })
  enter()
  const alerts = office.workspace.addChannel({
    name: 'alerts',
    members: [...actors.values()].map(({ id }) => id),
    withBot: true,
  })
  const alert = await actor('pager').say(alerts.id, 'checkout is slow: p99 over 5 s')
  await moveTo(1, false)
  await modalOf(await actor('ana').shortcut('declare_from_message', { channel: alerts.id, ts: alert })).submit()
  await office.quiet()
  const channel = office.incidentChannel()
  for (const person of actors.values()) await person.join(channel.id)
  await office.quiet()

  const steps = [...deeds, ...chatter(200)].toSorted((a, b) => a.at - b.at)
  expect(steps.filter((step) => 'say' in step)).toHaveLength(200)
  expect(steps.filter((step) => 'react' in step).length).toBeGreaterThanOrEqual(40)
  expect(steps.filter((step) => 'edit' in step)).toHaveLength(5)
  expect(steps.filter((step) => 'erase' in step)).toHaveLength(3)

  let upAgainAt = 0
  for (const step of steps) {
    if (upAgainAt > 0 && step.at >= upAgainAt) {
      await moveTo(upAgainAt, true)
      await office.restart()
      await office.quiet()
      upAgainAt = 0
    }
    await moveTo(step.at, upAgainAt > 0)
    if (step.who === 'nobody') {
      await office.app.stop()
      upAgainAt = step.at + step.downFor
    } else await act(step, channel)
  }
  await moveTo(56, false)
  await actor('hana').command(channel.id, 'close now')
  await office.pass(3)
  expect(lastDraft(channel).timeline).toEqual(timeline)
}, 120_000)
