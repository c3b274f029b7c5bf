import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../playground/workspace.ts'
import { readIncidentFolder, type Step } from '../../src/archive/incident-folder.ts'
import { passTime, quiet } from '../../src/archive/replay/pass-time.ts'
import { inOrder, Stage } from '../../src/archive/replay/stage.ts'
import { root } from '../house/tree.ts'
import { answerForm, deliveredTo } from '../support/fresh-eyes.ts'
import { type Office, openOffice } from '../support/office.ts'

const recording = await readIncidentFolder(join(root, 'examples/honeycomb-2019-11-06'))
const rest = inOrder(recording)
const commander = 'U0HC0001'

let office: Office
let stage: Stage
beforeAll(async () => {
  // The team is not challenged here: what it is told elsewhere is another test's.
  const settings = { challenges: { modes: { live: 'off' } } }
  office = await openOffice({ settings, ...(rest[0] && { start: rest[0].at }) })
  await office.ana.rename(office.announcements.id, 'news')
  stage = new Stage(office.workspace, recording)
})
afterAll(() => office.close())

/** What people did to ledger and timeline; where they answered a challenge with a cause, that cause. */
function withoutChallenges(step: Step): Step | undefined {
  if (step.do !== 'press') return step.do === 'reply' ? undefined : step
  const cause = step.fill?.['What else could it be?']
  return cause ? { at: step.at, who: step.who, do: 'command', text: `hyp ${cause}` } : undefined
}

async function playUntil(until: Date): Promise<void> {
  while (rest[0] && rest[0].at < until) {
    const [next] = rest.splice(0, 1)
    if (!next) break
    await passTime(office, next.at)
    const step = 'step' in next ? withoutChallenges(next.step) : undefined
    if ('message' in next) await stage.say(next.message)
    if (step) await stage.act(step)
    await quiet(office)
  }
  await passTime(office, until)
}

/** The commander asks this person, who opens the form and answers nothing yet. */
async function asked(person: Person): Promise<string> {
  const { id } = stage.incident ?? office.ops
  await office.workspace.person(commander).command(id, `fresh-eyes <@${person.id}>`)
  await office.quiet()
  await office.pass(3)
  const form = await answerForm(person)
  const read = `${deliveredTo(office, person)}\n${form.title}${JSON.stringify(form.blocks)}`
  await form.close()
  return read
}

async function notNow(person: Person): Promise<void> {
  await person.press('Not now')
  await office.quiet()
}

describe('the recorded incident, from outside', { timeout: 120_000 }, () => {
  const hidden = /ingest rejects 1-3%|https?:|<#|<@|#inc-|inc-1\b|INC-1/i

  it('an hour into a wrong explanation the recipient reads what was seen, and no theory', async () => {
    await playUntil(new Date('2019-11-06T11:31:00Z'))
    const read = await asked(office.ana)
    expect(read).not.toMatch(hidden)
    // DDoS and the security group were ruled out by then; a cron job comes later.
    expect(read).not.toMatch(/ddos|security|\bcron/i)
    expect(read).not.toMatch(/ticket open|waiting (for|on)|said aws|ruled out/i)
    for (const symptom of [
      'backend unreachable',
      'same hosts same minutes',
      'no new big sender',
      'first rejects',
    ])
      expect(read).toContain(symptom)
    await notNow(office.ana)
  })

  it('before the cause is named the recipient reads all that leads to it', async () => {
    await playUntil(new Date('2019-11-06T16:48:00Z'))
    const read = await asked(office.ben)
    expect(read).not.toMatch(hidden)
    for (const symptom of [
      'health checks fail on all of them',
      'uptime goes to 0 on every ingest host',
      'memory per host since yesterday',
      'its back. since 10:52',
    ])
      expect(read).toContain(symptom)
    await notNow(office.ben)
  })

  it('once the cause is a hypothesis nothing says it but what was seen before', async () => {
    await playUntil(new Date('2019-11-06T17:10:00Z'))
    const read = await asked(office.cleo)
    expect(read).not.toMatch(hidden)
    expect(read).not.toMatch(/leak/i)
    expect(read).toContain('memory per host since yesterday')
  })
})
