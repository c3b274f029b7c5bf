import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportDocument } from '../../src/cli/export.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { declareFully, privately } from '../support/forms.ts'
import { type Office, openOffice } from '../support/office.ts'
import { closedIncident, writes } from '../support/post-mortem.ts'

let office: Office
let folder: string
beforeAll(async () => {
  office = await openOffice()
  folder = await mkdtemp(join(tmpdir(), 'fresheyes-export-'))
  const channel = await closedIncident(office)
  await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'The pool ran dry.' })
})
afterAll(() => office.close())

interface Ran {
  code: number
  stdout: string
  stderr: string
}

/** Runs the command line as an operator would, beside the bot. */
const fresheyes = (...words: string[]): Promise<Ran> => fresheyesWith({}, ...words)

const fresheyesWith = (settings: Record<string, string>, ...words: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, DATABASE_URL: office.databaseUrl, ...settings }
    execFile(process.execPath, ['bin/fresheyes.js', 'export', ...words], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })

it('writes a file, or to standard output, while the bot runs', async () => {
  const out = join(folder, 'postmortem.md')
  expect(await fresheyes('INC-1', '--template', 'standard', '--out', out)).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
  expect(await readFile(out, 'utf8')).toContain('\n## Summary\n\nThe pool ran dry.\n')
  const { stdout } = await fresheyes('inc-1', '--format', 'json', '--out', '-')
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, written: [{ section: 'summary', by: 'ben' }] })
}, 60_000)

it('exports a private incident too, since it is for operators', async () => {
  await declareFully(office.ana, office.ops.id, { 'What is wrong?': 'A key leaked', Where: [privately] })
  await office.quiet()
  const out = join(folder, 'private.md')
  await exportDocument({ DATABASE_URL: office.databaseUrl }, 'INC-2', { format: 'md', out })
  expect(await readFile(out, 'utf8')).toContain('# INC-2: A key leaked')
})

it.each([
  ['INC-99', {}, 'There is no INC-99.'],
  ['twelve', {}, '"twelve" is not an incident reference: write INC-12'],
  ['INC-1', { format: 'pdf' }, '"pdf" is not a format: write md, html or json'],
  ['INC-1', { template: 'standrad' }, 'There is no template "standrad". Did you mean standard?'],
  ['INC-1', { format: 'json', template: 'standard' }, 'takes no template'],
])('rejects wrong usage with a sentence: %s %j', async (incident, options, sentence) => {
  const exporting = exportDocument({ DATABASE_URL: office.databaseUrl }, incident, {
    format: 'md',
    out: '-',
    ...options,
  })
  await expect(exporting).rejects.toSatisfy((error) => error instanceof UsageError && error.message.includes(sentence))
})

it.each([
  [['twelve', '--out', '-'], '"twelve" is not an incident reference: write INC-12'],
  [['INC-1'], "required option '--out <file>' not specified"],
])(
  'exits 2 on wrong usage: %j',
  async (words, sentence) => {
    const { code, stdout, stderr } = await fresheyes(...words)
    expect(stderr).toContain(sentence)
    expect(stderr).not.toContain('    at ')
    expect([code, stdout]).toEqual([2, ''])
  },
  60_000,
)

it('names the errors of a broken template, falls back to the standard one, and exits 0', async () => {
  const templates = join(folder, 'templates')
  await mkdir(templates)
  await writeFile(join(templates, 'ours.md'), '---\ndoes: ours\n---\n# x\n\n{{ incident.nonsense }}\n')
  const settings = join(folder, 'settings.json')
  await writeFile(settings, JSON.stringify({ postMortem: { templates } }))
  const env = { FRESHEYES_CONFIG: settings }
  const { code, stdout, stderr } = await fresheyesWith(env, 'INC-1', '--template', 'ours', '--out', '-')
  expect(code).toBe(0)
  expect(stderr).toMatch(/ours, line 6: [\s\S]*This is the form "standard" instead/)
  expect(stdout).toContain('\n## Summary\n\nThe pool ran dry.\n')
}, 60_000)

it('exits 1 when the file cannot be written', async () => {
  const { code, stderr } = await fresheyes('INC-1', '--out', join(folder, 'no', 'such', 'folder.md'))
  expect(code).toBe(1)
  expect(stderr).toMatch(/folder\.md cannot be written: ENOENT: no such file or directory/)
  expect(stderr).not.toContain('    at ')
}, 60_000)
