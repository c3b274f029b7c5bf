import { describe, expect, it } from 'vitest'
import { ana } from '../../../test/support/situation.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import type { Modal } from '../../messages/modal.ts'
import type { CommandInvoked, ModalSubmitted, ShortcutUsed } from '../input.ts'
import { makePrivateReply } from './reply.ts'

const command: CommandInvoked = {
  type: 'commandInvoked',
  workspaceId: 'T1',
  by: ana,
  channelId: 'C1',
  word: 'list',
  rest: '',
  via: 'command',
  triggerId: 't',
}
const mention: CommandInvoked = { ...command, via: 'mention', thread: 1_772_420_400_000_100n }
const submitted: ModalSubmitted = {
  type: 'modalSubmitted',
  workspaceId: 'T1',
  by: ana,
  callbackId: 'f',
  incidentId: 'i',
  about: 'a',
  channelId: 'C1',
  fields: {},
}
const shortcut: ShortcutUsed = { type: 'shortcutUsed', workspaceId: 'T1', by: ana, callback: 'declare' }
const answer = { changes: [], send: [], answer: { say: sentenceMessage('done') } }

describe('an answer to one person', () => {
  it('is sent with the acknowledgement of a command', () => {
    expect(makePrivateReply(command, answer)).toEqual({ reply: { say: sentenceMessage('done') } })
    expect(makePrivateReply(command, { refusal: 'no' })).toEqual({ reply: { say: sentenceMessage('no') } })
  })

  it('is an ephemeral message in the thread of a mention', () => {
    expect(makePrivateReply(mention, answer)).toEqual({
      reply: {},
      send: {
        to: { channel: 'C1' },
        call: { do: 'post_ephemeral', to: ana.id, message: sentenceMessage('done'), thread: '1772420400.000100' },
      },
    })
  })

  it('is a direct message when there is no channel', () => {
    expect(makePrivateReply(shortcut, answer).send).toMatchObject({
      to: { person: ana.id },
      call: { to: ana.id },
    })
  })

  it('may be a modal', () => {
    const open: Modal = { callbackId: 'f', title: 't', submit: 's', inputs: [] }
    expect(makePrivateReply(command, { changes: [], send: [], answer: { open } })).toEqual({
      reply: { open },
    })
  })

  it('may be empty', () => {
    expect(makePrivateReply(command, { changes: [], send: [] })).toEqual({ reply: {} })
    expect(makePrivateReply(mention, { refusal: '' })).toEqual({ reply: {} })
  })
})

describe('a refused modal', () => {
  it('shows the refusal as plain text below the field at fault', () => {
    const refusal = { refusal: 'It is there already: “a &lt; b”. Say `/incident hyp`.', field: 'text' }
    expect(makePrivateReply(submitted, refusal)).toEqual({
      reply: { errors: { text: 'It is there already: “a < b”. Say /incident hyp.' } },
    })
  })

  it('sends the refusal privately when no field is at fault', () => {
    expect(makePrivateReply(submitted, { refusal: 'It is closed.' }).send).toMatchObject({
      to: { channel: 'C1' },
    })
  })
})
