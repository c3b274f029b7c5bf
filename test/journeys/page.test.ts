import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { exportDocument } from '../../src/cli/export.ts'
import { anaReadsDrafts, newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { dot } from '../support/pages.ts'

let office: Office
let channel: Channel
let folder: string
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  folder = await mkdtemp(join(tmpdir(), 'fresheyes-page-'))
  channel = await newIncident(office)
  await office.ben.join(channel.id)
  const name = '"><script>alert(1)</script>.png'
  const text = 'the graph <img src=x onerror=alert(1)>'
  const ts = await office.ben.shareFile(channel.id, { name, bytes: dot }, { text })
  await office.ana.react(channel.id, ts, 'mag')
  await office.quiet()
})
afterAll(async () => {
  await office.close()
  await rm(folder, { recursive: true })
})

const embedded = `<img src="data:image/png;base64,${dot.toString('base64')}"`

it('the page is posted to the channel as a single file with its pictures inside', async () => {
  await office.ana.command(channel.id, 'export html')
  await office.quiet()
  const file = channel.files().at(-1)
  const page = file?.content.toString() ?? ''
  expect(file?.name).toMatch(/^INC-\d+-postmortem\.html$/)
  expect(page).toMatch(/^<!doctype html><html lang="en">/)
  expect(page).toContain(embedded)
  expect(page).toContain('the graph &#x3C;img src=x onerror=alert(1)>')
  expect(page.replaceAll(/="[^"]*"/g, '')).not.toContain('<script')
})

it('the command line writes the same page', async () => {
  const out = join(folder, 'page.html')
  const number = /^INC-\d+/.exec(channel.topic)?.[0] ?? ''
  await exportDocument({ DATABASE_URL: office.databaseUrl }, number, { format: 'html', out })
  expect(await readFile(out, 'utf8')).toBe(channel.files().at(-1)?.content.toString())
})

it('Markdown is rendered without reading a picture', async () => {
  await office.ana.command(channel.id, 'export md')
  await office.quiet()
  expect(channel.files().at(-1)?.content.toString()).not.toContain(dot.toString('base64'))
})
