import { expect, it } from 'vitest'
import { formOf } from '../support/forms.ts'
import { openFreshOffice, previewOf, recordSome, whisperedTo } from '../support/fresh-eyes.ts'

/** Ana asks for fresh eyes under these settings. */
async function asked(freshEyes: Record<string, unknown>) {
  const office = await openFreshOffice(freshEyes)
  const channel = await office.declare()
  await recordSome(office, channel)
  await office.ana.command(channel.id, 'fresh-eyes')
  await office.quiet()
  return office
}

it('reports a group that Slack does not know', async () => {
  const office = await asked({ group: 'SNONE' })
  expect(whisperedTo(office.ana)).toContain('I could not find out who could look: Slack says `no_such_subteam`.')
  await office.close()
})

it('asks the requester to name somebody when no group is configured', async () => {
  const office = await asked({})
  await formOf(office.ana).submit({ 'Who has seen nothing of it?': office.dana.id })
  await office.quiet()
  expect(previewOf(office.ana)?.plain).toContain('dana gets this')
  await office.close()
})

it('asks a configured person who is not in the incident, after the configured time', async () => {
  const office = await asked({ people: ['UANA', 'UCLEO'], preview: '1m' })
  expect(previewOf(office.ana)?.plain).toContain('cleo gets this by itself at 2026-03-02 03:01')
  await office.close()
})
