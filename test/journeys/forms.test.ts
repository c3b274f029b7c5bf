import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anaReadsDrafts, lastDraft, newIncident, post } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

const templates = mkdtempSync(join(tmpdir(), 'fresheyes-forms-'))
const weekly = join(templates, 'weekly.md')
const broken = '---\ndoes: ours\n---\n# Ours\n{% show lessons <!channel> %}\n'

let office: Office
beforeAll(async () => {
  writeFileSync(weekly, broken)
  office = await openOffice({ settings: { ...anaReadsDrafts, postMortem: { template: 'weekly', templates } } })
})
afterAll(async () => {
  await office.close()
  rmSync(templates, { recursive: true })
})

it('a broken template does not block closing: the file uses the standard one and names what to fix', async () => {
  const channel = await newIncident(office)
  await office.ana.command(channel.id, 'resolve')
  await office.ana.command(channel.id, 'close now')
  await office.quiet()
  const complaint = 'weekly, line 5: "<!channel>" cannot be read'
  const { plain, pinged } = post(channel, 'Draft post-mortem of')
  expect(plain).toContain(`The form could not be used: ${complaint}`)
  expect(pinged).toEqual([])
  const { markdown } = lastDraft(channel)
  expect(markdown).toContain('**The form could not be used:** weekly, line 5')
  expect(markdown).toContain('## Facts')
})
