import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeRegistry } from '../../src/features.ts'
import { loadTemplates } from '../../src/postmortem/templates/load.ts'
import { type Office, openOffice } from '../support/office.ts'
import { Tour } from './tour.ts'
import { afterClose } from './walk/after-close.ts'
import { askingOfActions, askingOfBelief, askingOfRivals } from './walk/asking.ts'
import { askingAtTheEnd, askingOfWaits } from './walk/asking-more.ts'
import { declaring, leading } from './walk/beginning.ts'
import { believing, weighing } from './walk/believing.ts'
import { freshEyes, freshEyesInPrivate } from './walk/fresh-eyes.ts'
import { ending, moving } from './walk/moving-on.ts'
import { offers } from './walk/offers.ts'
import { otherKinds, trouble } from './walk/otherwise.ts'
import { recording } from './walk/recording.ts'

const introduction = `# What people read

Every message, form and Home view of the bot, as its reader sees it, made by walking through the bot in a test
(\`test/docs\`). Read it aloud as if it were 03:00, and cut what is not needed. Buttons stand in square brackets.`

const walk = [
  ...[declaring, leading, recording, believing, weighing, moving, ending, afterClose],
  ...[askingOfBelief, askingOfActions, askingOfRivals, askingOfWaits, askingAtTheEnd],
  ...[freshEyes, freshEyesInPrivate, offers, otherKinds, trouble],
]

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: { admins: ['UADMIN'], freshEyes: { group: 'SFRESH' } } })
  office.workspace.addUser({ id: 'UDANA', name: 'dana' })
  office.workspace.addUser({ id: 'UERIK', name: 'erik' })
  office.workspace.addGroup({ id: 'SFRESH', handle: 'sre', users: ['UBEN', 'UDANA', 'UERIK'] })
})
afterAll(() => office.close())

/** The commands, buttons and modals of the bot that the tour has not shown. */
function unseen(tour: Tour): string[] {
  const { actions, modals, commands: words } = makeRegistry(loadTemplates())
  const isTyped = (word: string) => tour.text.includes(`types \`/incident ${word}`)
  return [
    ...[...words.keys()].filter((word) => word !== '' && !isTyped(word)),
    ...[...actions.keys()].filter((name) => !tour.met('button', name)).map((name) => `button ${name}`),
    ...[...modals.keys()].filter((name) => !tour.met('form', name)).map((name) => `form ${name}`),
  ]
}

it('the page shows current messages and misses no command, button or modal', async () => {
  const tour = new Tour(office)
  for (const part of walk) await part(tour)
  await expect(`${introduction}\n\n${tour.text}\n`).toMatchFileSnapshot('../../docs/messages.md')
  expect(unseen(tour)).toEqual([])
}, 240_000)
