import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { replayBorrowing } from '../support/replay-borrowing.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fresheyes-recorded-'))
  await mkdir(join(folder, 'ops'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A recording of one person who declares an incident and closes it. */
async function recorded(close: object): Promise<string> {
  const write = (name: string, content: unknown) =>
    writeFile(join(folder, name), `${JSON.stringify(content, null, 2)}\n`)
  await write('users.json', [{ id: 'UANA', name: 'ana' }])
  await write('channels.json', [{ id: 'COPS', name: 'ops' }])
  await write('script.json', {
    title: 'Checkout is slow',
    steps: [
      { at: '2026-03-02T03:00:00Z', who: 'UANA', do: 'command', text: 'declare SEV4 Checkout is slow' },
      { at: '2026-03-02T03:10:00Z', who: 'UANA', do: 'command', text: 'close', ...close },
    ],
  })
  return folder
}

it('closes a recorded incident by modal, with the values of its script', async () => {
  const {
    document: { incident, lessons },
  } = await replayBorrowing(await recorded({ fill: { 'Lessons to add': 'well: it was over soon' } }))
  expect(incident.status).toBe('closed')
  expect(lessons).toMatchObject([{ category: 'well', text: 'it was over soon' }])
})

it('rejects a modal that the script does not fill in, and values for a modal that does not open', async () => {
  await expect(replayBorrowing(await recorded({}))).rejects.toThrow('"close" opened a modal')
  await expect(replayBorrowing(await recorded({ text: 'close now', fill: {} }))).rejects.toThrow('opened no modal')
})
