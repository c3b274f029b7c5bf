import { describe, expect, it } from 'vitest'
import { ana, contextAt, incidentWith, stateWith, workspaceWith } from '../../../test/support/situation.ts'
import { type Decision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { CommandInvoked, ShortcutUsed } from '../../core/input.ts'
import type { Modal } from '../../messages/modal.ts'
import { incidentModals } from './controls.ts'
import { incidentFeature } from './index.ts'

const invoked = (word: string, rest: string, given: Partial<CommandInvoked> = {}): CommandInvoked => ({
  type: 'commandInvoked',
  workspaceId: 'T1',
  by: ana,
  channelId: 'COPS',
  word,
  rest,
  via: 'command',
  triggerId: 't',
  ...given,
})

/** The outcome of a command. */
function say(input: CommandInvoked): Decision | Refusal {
  const command = incidentFeature.commands?.find((candidate) => candidate.word === input.word)
  const state = command?.on !== 'incident' ? workspaceWith(incidentWith()) : stateWith()
  return command?.run({ ...contextAt(30), state: state as never, by: ana }, input, undefined as never) as
    | Decision
    | Refusal
}
const modalOf = (outcome: Decision | Refusal): Modal => {
  if (isRefusal(outcome) || !outcome.answer || !('open' in outcome.answer)) throw new Error('no modal')
  return outcome.answer.open
}

describe('declare', () => {
  it.each([
    ['SEV1 Checkout is down', 'SEV1', 'Checkout is down'],
    ['sev3 slow', 'SEV3', 'slow'],
    ['Checkout is down', 'SEV2', 'Checkout is down'],
    ['SEV9 is no severity', 'SEV2', 'SEV9 is no severity'],
    ['a &lt; b in <#C1|ops> by <@U1|ben>', 'SEV2', 'a < b in #ops by @ben'],
  ])('splits “%s” into severity and title', (rest, severity, title) => {
    expect(say(invoked('declare', rest))).toMatchObject({ changes: [{ severity, title }, {}] })
  })

  it.each(['', 'SEV1'])('asks for the title in a modal after “%s”', (rest) => {
    expect(modalOf(say(invoked('declare', rest))).inputs.map(({ name }) => name)).toEqual(['title', 'severity'])
  })

  it('gives an example when there is no title and no modal can open', () => {
    const { triggerId: _, ...mention } = invoked('declare', 'SEV1', { via: 'mention' })
    expect(say(mention)).toEqual({
      refusal: 'What is wrong? For example: `declare SEV1 checkout is slow`',
    })
  })
})

describe('declaring from a message', () => {
  const message = {
    channelId: 'C9',
    ts: 5n,
    threadTs: null,
    text: 'CPU\n&gt; 97 %',
    author: { id: 'UBEN' },
    isPrivate: false,
    hasMore: false,
  }
  const open = (given: Partial<ShortcutUsed>) => {
    const input: ShortcutUsed = { type: 'shortcutUsed', workspaceId: 'T1', by: ana, callback: 'x', ...given }
    const handler = incidentFeature.shortcuts?.declare_from_message
    return modalOf(
      handler?.run(
        { ...contextAt(0), state: workspaceWith() as never, by: ana },
        input,
        undefined as never,
      ) as Decision,
    )
  }

  it('fills in the title from the message and carries the message along', () => {
    const modal = open({ message })
    expect(modal.inputs[0]).toMatchObject({ name: 'title', initial: 'CPU > 97 %' })
    expect(incidentModals.declare.read(modal.about?.about ?? '')?.origin.source).toMatchObject({
      channelId: 'C9',
      ts: 5n,
      authorId: 'UBEN',
    })
  })

  it('leaves the title empty for a message without text', () => {
    expect(open({ message: { ...message, text: '' } }).inputs[0]).not.toHaveProperty('initial')
  })
})

describe('the other commands', () => {
  it.each<[string, string, object]>([
    [
      'status',
      'monitoring  errors &lt; 1 %',
      { changes: [{ entry: { text: 'Monitoring: errors < 1 %' } }, {}, { subject: 'status' }] },
    ],
    ['status', '', { refusal: expect.stringContaining('Which status?') }],
    [
      'severity',
      'SEV2 fewer',
      { changes: [{ entry: { text: 'SEV1 → SEV2: fewer' } }, { to: 'SEV2' }, { subject: 'severity' }] },
    ],
    ['resolve', ' reverted ', { changes: [{ entry: { text: 'Resolved: reverted' } }, { to: 'resolved' }, {}] }],
  ])('%s %s', (word, rest, outcome) => {
    expect(say(invoked(word, rest))).toMatchObject(outcome)
  })

  it('list shows the open incidents', async () => {
    expect(JSON.stringify(await say(invoked('list', '')))).toContain('*INC-12* SEV1')
  })
})
