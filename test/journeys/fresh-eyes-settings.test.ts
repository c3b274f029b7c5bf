import { expect, it } from 'vitest'
import { formOf } from '../support/forms.ts'
import { openFreshOffice, previewOf, recordSome, whisperedTo } from '../support/fresh-eyes.ts'

/** Ana asks for fresh eyes where these are configured. */
async function asked(freshEyes: Record<string, unknown>) {
  const office = await openFreshOffice(freshEyes)
  const channel = await office.declare()
  await recordSome(office, channel)
  await office.ana.command(channel.id, 'fresh-eyes')
  await office.quiet()
  return office
}

it('a group that Slack does not know is said so', async () => {
  const office = await asked({ group: 'SNONE' })
  expect(whisperedTo(office.ana)).toContain('I could not find out who could look: Slack says `no_such_subteam`.')
  await office.close()
})

it('without a group whoever asks names somebody', async () => {
  const office = await asked({})
  await formOf(office.ana).submit({ 'Who has seen nothing of it?': office.dana.id })
  await office.quiet()
  expect(previewOf(office.ana)?.plain).toContain('dana gets this')
  await office.close()
})

it('of configured people one is asked who is not in it, after the time that is configured', async () => {
  const office = await asked({ people: ['UANA', 'UCLEO'], preview: '1m' })
  expect(previewOf(office.ana)?.plain).toContain('cleo gets this by itself at 2026-03-02 03:01')
  await office.close()
})
