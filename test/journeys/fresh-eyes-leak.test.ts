import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type IncidentFolder, readIncidentFolder, type Step } from '../../src/archive/incident-folder.ts'
import { passTime, quiet } from '../../src/archive/replay/pass-time.ts'
import { inOrder, Stage } from '../../src/archive/replay/stage.ts'
import { root } from '../house/tree.ts'
import { type Office, openOffice } from '../support/office.ts'

const folder = join(root, 'examples/honeycomb-2019-11-06')

/** What people did in the ledger and the timeline; the answers to challenges are another test's. */
function asSaid(step: Step): Step | undefined {
  if (step.do === 'reply') return undefined
  if (step.do !== 'press') return step
  const cause = step.fill?.['What else could it be?']
  return cause ? { at: step.at, who: step.who, do: 'command', text: `hyp ${cause}` } : undefined
}

async function playUntil(office: Office, stage: Stage, rest: ReturnType<typeof inOrder>, until: Date) {
  while (rest[0] && rest[0].at < until) {
    const next = rest.shift()
    if (!next) return
    await passTime(office, next.at)
    if ('message' in next) await stage.say(next.message)
    else {
      const step = asSaid(next.step)
      if (step) await stage.act(step)
    }
    await quiet(office)
  }
  await passTime(office, until)
}

it('try', { timeout: 120_000 }, async () => {
  const recording: IncidentFolder = await readIncidentFolder(folder)
  const order = inOrder(recording)
  const office = await openOffice({ start: order[0]?.at as Date })
  await office.ana.rename(office.announcements.id, 'news')
  const stage = new Stage(office.workspace, recording)
  for (const [time, who] of [['2019-11-06T11:31:00Z', 'UANA'], ['2019-11-06T14:20:00Z', 'UBEN'], ['2019-11-06T16:48:00Z', 'UCLEO']] as const) {
    await playUntil(office, stage, order, new Date(time))
    const asker = office.workspace.person('U0HC0001')
    const reply = await asker.command(stage.incident?.id ?? '', `fresh-eyes <@${who}>`)
    await office.quiet()
    console.log(reply.text, asker.directMessages().at(-1)?.plain)
    await office.pass(4)
    console.log(office.workspace.person(who).directMessages().at(-1)?.plain)
    await office.workspace.person(who).press('Not now')
  }
  await office.close()
})
