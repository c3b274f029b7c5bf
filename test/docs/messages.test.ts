import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Office, openOffice } from '../support/office.ts'
import { Tour } from './tour.ts'

const introduction = `# What people read

Every message, form and Home view of the bot, as its reader sees it, made by walking through the bot in a test
(\`test/docs\`). Read it aloud as if it were 03:00, and cut what is not needed. Buttons stand in square brackets.`

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

it('the page shows what people read today', async () => {
  const tour = new Tour(office)
  const { ana, ben, ops } = office
  tour.heading('Declaring')
  await tour.see('Ana types `/incident`', () => ana.command(ops.id, ''))
  await tour.see('Ana sends the form off', async () =>
    ana.modal()?.submit({ 'What is wrong?': 'Checkout is slow', Severity: 'SEV1 · Many users cannot work' }),
  )
  const channel = office.incidentChannel()
  tour.follow(channel)
  await tour.see('Ben joins', () => ben.join(channel.id))
  await tour.see('Ben types `/incident`', () => ben.command(channel.id, ''))
  await expect(`${introduction}\n\n${tour.text}\n`).toMatchFileSnapshot('../../docs/messages.md')
})
