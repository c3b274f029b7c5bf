import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { declareFully, privately } from '../support/forms.ts'
import { draftOf, post, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: { admins: ['UANA'] } })
})
afterAll(() => office.close())

async function says(person: Person, words: string, where = channel): Promise<void> {
  await person.command(where.id, words)
  await office.quiet()
}

async function homeOf(person: Person): Promise<string> {
  await person.openHome()
  await office.quiet()
  return JSON.stringify(person.home()?.blocks)
}

async function figures(): Promise<string[]> {
  // Metrics are cached for a minute.
  await office.pass(1)
  const text = await (await fetch(`http://127.0.0.1:${office.app.port}/metrics`)).text()
  return text.split('\n').filter((line) => /^fresheyes_(challenges|led|hypotheses|actions)/.test(line))
}

const shown = async (): Promise<string> => JSON.stringify((await office.ana.command(channel.id, 'show')).blocks)

describe('without incidents', () => {
  it('shows nothing: no line on Home, and no figure in place of a missing one', async () => {
    expect(await homeOf(office.ana)).not.toContain('Last 90 days')
    expect((await figures()).filter((line) => !line.endsWith(' 0'))).toEqual([])
  })
})

describe('an investigation that went wrong at first', () => {
  it('is summarised in figures while it goes on', async () => {
    channel = await office.declare()
    await office.ben.join(channel.id)
    await office.cleo.join(channel.id)
    expect(await shown()).not.toContain('The search so far')
    await says(office.ana, 'hyp ALB is failing')
    await office.pass(16)
    expect(post(channel, 'ALB is failing” has led').plain).toContain('ALB is failing')
    expect(await shown()).toContain('Explanations: 1 held, 0 tested.\\nQuestions: 1 asked, 0 answered.')
  })

  it('tells what answered the question from what merely followed it', async () => {
    await office.pass(2)
    await says(office.ben, 'hyp the workers leak memory')
    await office.pass(2)
    await says(office.ben, 'rule-out ALB is failing: it told the truth')
    const deed = await office.ben.say(channel.id, 'rolled back the release')
    await office.cleo.react(channel.id, deed, 'hammer_and_wrench')
    await office.quiet()
    const lines = await shown()
    expect(lines).toContain(
      'Explanations: 2 held, 0 tested; the second after 18 min; what was later ruled out led for 18 min.',
    )
    expect(lines).toContain('Actions: 1 taken, 1 without a result.')
    expect(lines).toMatch(/Questions: 1 asked, 1 answered \(after 3 min\), 1 answered with a new hypothesis or test\./)
  })

  it('is summarised in the draft, with what came after the question', async () => {
    const { markdown } = await draftOf(office, channel)
    expect(section(markdown, 'Challenges')).toContain('another explanation')
    expect(section(markdown, 'The search in figures')).toContain('led for 18 min')
  })

  it('is summarised on Home in one line, for whoever opens it', async () => {
    for (const person of [office.ana, office.cleo])
      expect(await homeOf(person)).toContain(
        'Last 90 days, 1 incident: 1 question · 100 % answered · 1 answered with a new hypothesis or test · what was later ruled out led for 18 min (median). Drills are not counted.',
      )
  })

  it('is exported to Prometheus by reason and severity, without names', async () => {
    const lines = await figures()
    for (const line of [
      'fresheyes_challenges_asked{reason="unchallenged"} 1',
      'fresheyes_challenges_answered{reason="unchallenged"} 1',
      'fresheyes_challenges_answered_anew{reason="unchallenged"} 1',
      'fresheyes_challenges_followed_anew{reason="unchallenged"} 0',
      'fresheyes_led_wrongly_seconds{severity="SEV1"} 1080',
      'fresheyes_led_wrongly_incidents{severity="SEV1"} 1',
      'fresheyes_hypotheses{tested="no"} 2',
      'fresheyes_actions{result="none"} 1',
    ])
      expect(lines).toContain(line)
    expect(lines.join('\n')).not.toMatch(/ALB|leak|INC|ana|C\d+/)
  })
})

describe('what does not count', () => {
  const before: { home: string; figures: string[] } = { home: '', figures: [] }
  beforeAll(async () => {
    before.home = lineIn(await homeOf(office.cleo))
    before.figures = await figures()
  })

  it('a drill appears in no figure', async () => {
    await office.ana.command(office.ops.id, 'drill SEV1 The region is dark')
    await office.quiet()
    await says(office.ana, 'hyp the fibre was cut', office.incidentChannel())
    expect(lineIn(await homeOf(office.cleo))).toBe(before.home)
    expect(await figures()).toEqual(before.figures)
  })

  it('a false alarm appears in no figure', async () => {
    const alarm = await office.declare('SEV1 Nothing at all')
    await says(office.ana, 'hyp somebody tripped', alarm)
    await says(office.ana, 'cancel nothing was wrong', alarm)
    expect(lineIn(await homeOf(office.cleo))).toBe(before.home)
    expect(await figures()).toEqual(before.figures)
  })

  it('a private incident is shown to its members only, and counted without its name', async () => {
    await declareFully(office.ana, office.ops.id, { 'What is wrong?': 'Zanzibar leak', Where: [privately] })
    await office.quiet()
    await says(office.ana, 'hyp an old key', office.incidentChannel())
    expect(lineIn(await homeOf(office.cleo))).toBe(before.home)
    expect(lineIn(await homeOf(office.ana))).toContain('Last 90 days, 2 incidents: 1 question')
    const now = await figures()
    expect(now).toContain('fresheyes_hypotheses{tested="no"} 3')
    expect(now.join('\n')).not.toMatch(/Zanzibar|key/)
  })

  it('an undone hypothesis does not count as held', async () => {
    await says(office.cleo, 'hyp it is the moon')
    await office.cleo.press('Undo', {
      channel: channel.id,
      ts: office.cleo.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))?.ts ?? '',
    })
    await office.quiet()
    expect(await shown()).toContain('Explanations: 2 held')
    expect((await draftOf(office, channel)).markdown).not.toContain('the moon')
  })
})

const lineIn = (home: string): string => /Last 90 days[^"]*/.exec(home)?.[0] ?? ''
