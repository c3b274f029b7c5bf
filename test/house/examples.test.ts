import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type IncidentFolder, readIncidentFolder } from '../../src/cli/incident-folder.ts'
import { mergeTalkAndSteps } from '../../src/replay/stage.ts'
import { root } from './tree.ts'

const examples = join(root, 'examples')
const names = readdirSync(examples, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []))
const overview = readFileSync(join(examples, 'README.md'), 'utf8')

/** Messages that steps and replies refer to before they are posted. */
function tooEarly(recording: IncidentFolder): string[] {
  const said = new Set<string>()
  return mergeTalkAndSteps(recording).flatMap((line) => {
    if ('message' in line) {
      const { ts, thread_ts: parent } = line.message
      said.add(ts)
      return parent && !said.has(parent) ? [parent] : []
    }
    const { step } = line
    const about = step.do === 'mention' ? step.thread : 'to' in step ? step.to : undefined
    return about && !said.has(about) ? [about] : []
  })
}

function strangers({ users, messages, script }: IncidentFolder): string[] {
  const known = new Set(users.map(({ id }) => id))
  const seen = [...messages.flatMap(({ user }) => user ?? []), ...script.steps.map(({ who }) => who)]
  return seen.filter((id) => !known.has(id))
}

/** The count in a folder's README: `93 messages, 5 people, 2 bots`. */
function counted({ messages }: IncidentFolder): string {
  const bots = new Set(messages.flatMap(({ bot_id: bot }) => bot ?? []))
  const people = new Set(messages.flatMap(({ user, bot_id: bot }) => (user && !bot ? [user] : [])))
  return `${messages.length} messages, ${people.size} people, ${bots.size} bot${bots.size === 1 ? '' : 's'}`
}

it('finds recorded incidents', () => {
  expect(names.length).toBeGreaterThan(3)
})

describe.each(names)('the recorded incident %s', (name) => {
  it('mentions only known people and earlier messages', async () => {
    const recording = await readIncidentFolder(join(examples, name))
    expect(strangers(recording)).toEqual([])
    expect(tooEarly(recording)).toEqual([])
  })

  it('is declared, resolved and closed, in that order', async () => {
    const { script } = await readIncidentFolder(join(examples, name))
    const words = script.steps.flatMap((step) => (step.do === 'command' ? [step.text.split(' ')[0] ?? ''] : []))
    const course = words.filter((word) => ['declare', 'retro', 'resolve', 'close'].includes(word))
    expect(course).toEqual([expect.stringMatching(/^(declare|retro)$/), 'resolve', 'close'])
  })

  it('is described correctly by its README and by the overview', async () => {
    const recording = await readIncidentFolder(join(examples, name))
    const readme = readFileSync(join(examples, name, 'README.md'), 'utf8')
    expect(readme).toContain(counted(recording))
    const row = overview.split('\n').find((line) => line.startsWith(`| [${name}](${name}/) |`))
    expect(row).toMatch(new RegExp(`\\| ${recording.messages.length} \\|$`))
  })
})
