import { expect, it, onTestFinished } from 'vitest'
import { Workspace } from '../../../../playground/workspace.ts'
import type { PreparedCall } from '../../../core/outbox/sender.ts'
import { webClient } from '../web-client.ts'
import { uploadDocument } from './upload.ts'

const call = { do: 'upload', document: 'md', comment: 'Here it is.' } as const

async function uploaded(content: string | Uint8Array) {
  const workspace = await Workspace.open()
  onTestFinished(() => workspace.close())
  const channel = workspace.addChannel({
    name: 'inc',
    members: [workspace.addUser({ name: 'ana' }).id],
    withBot: true,
  })
  const remembered: string[] = []
  const ready: PreparedCall = {
    key: 'k',
    call,
    channelId: channel.id,
    attemptedAt: new Date(),
    attempts: 0,
    progress: null,
    document: { name: 'INC-1-postmortem.html', title: 'INC-1 post-mortem', content, complaint: null },
    remember: async (step) => void remembered.push(step.split(':')[0] ?? ''),
  }
  const result = await uploadDocument(webClient(workspace.botToken, workspace.apiUrl), channel.id, call, ready)
  return { result, remembered, file: channel.files()[0] }
}

it('uploads any bytes unchanged', async () => {
  const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256)
  const { result, remembered, file } = await uploaded(bytes)
  expect(result).toEqual({ got: 'nothing' })
  expect(remembered).toEqual(['placed', 'shared'])
  expect(file?.name).toBe('INC-1-postmortem.html')
  expect(file?.content.equals(bytes)).toBe(true)
})

it('uploads text as UTF-8, with its length in bytes', async () => {
  const { file } = await uploaded('Größe – 😀')
  expect(file?.content.toString('utf8')).toBe('Größe – 😀')
})

it('uploads only its part of a larger buffer', async () => {
  const whole = new TextEncoder().encode('before INSIDE after')
  const { file } = await uploaded(whole.subarray(7, 13))
  expect(file?.content.toString('utf8')).toBe('INSIDE')
})
