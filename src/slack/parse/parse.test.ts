import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changedEvent,
  commandBody,
  envelope,
  mentionEvent,
  messageEvent,
  pressBody,
  reactionEvent,
  shortcutBody,
  submissionBody,
} from '../../../test/support/payloads.ts'
import { detectRequestKind, parsePayload, shapeOf } from './parse.ts'

type Json = Record<string, unknown>
const payloads: [string, Json][] = [
  ['command', commandBody()],
  ['event', envelope(messageEvent())],
  ['event', envelope(messageEvent({ files: [{ title: 'x' }], attachments: [{ title: 'y' }] }))],
  ['event', envelope(changedEvent({ edited: { user: 'UANA', ts: '1.1' } }))],
  ['event', envelope(reactionEvent())],
  ['event', envelope(mentionEvent('<@UBOT> help'))],
  ['submission', submissionBody()],
  ['interaction', pressBody()],
  ['interaction', shortcutBody()],
]

describe('a slash command', () => {
  it.each([
    ['declare SEV2 Checkout is slow', 'declare', 'SEV2 Checkout is slow'],
    ['', '', ''],
    ['   ', '', ''],
    ['LOG 14:35  paged', 'log', '14:35  paged'],
    ['log two\nlines ', 'log', 'two\nlines'],
    ['rule-out DDoS: normal', 'rule-out', 'DDoS: normal'],
    ['🔥', '🔥', ''],
  ])('%j', (text, word, rest) => {
    expect(parsePayload(commandBody({ text }))).toEqual({
      type: 'commandInvoked',
      workspaceId: 'T1',
      by: { id: 'UANA', name: 'ana' },
      channelId: 'C1',
      word,
      rest,
      via: 'command',
      once: 'command:1.2.abc',
      triggerId: '1.2.abc',
    })
  })

  it('without text or user name is valid', () => {
    expect(parsePayload(commandBody({ text: undefined, user_name: undefined }))).toMatchObject({
      word: '',
      by: { id: 'UANA' },
    })
  })

  it('without a channel is rejected', () => {
    expect(parsePayload(commandBody({ channel_id: undefined }))).toBeUndefined()
  })
})

describe('any payload', () => {
  it.each(payloads)('%s', (kind, body) => {
    expect(detectRequestKind(body)).toBe(kind)
    expect(parsePayload(body)).toBeDefined()
  })

  const garbage = fc.oneof(
    fc.anything({ maxDepth: 3 }),
    fc.constantFrom(null, undefined, '', 'x', '{}', '[', '{"incidentId":{}}', -1, [], {}, [null], '__proto__'),
  )

  /** Every position in a payload, as a path of keys. */
  function places(value: unknown, at: string[] = []): string[][] {
    if (typeof value !== 'object' || value === null) return [at]
    return [at, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]))]
  }
  function put(value: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
    if (key === undefined) return replacement
    const copy = Array.isArray(value) ? [...value] : { ...(value as Json) }
    Reflect.set(copy, key, put(Reflect.get(copy, key), rest, replacement))
    return copy
  }

  it('with anything anywhere does not throw', () => {
    const broken = fc
      .constantFrom(...payloads.map(([, body]) => body))
      .chain((body) => fc.tuple(fc.constant(body), fc.constantFrom(...places(body)), garbage))
      .map(([body, place, replacement]) => put(body, place, replacement))
      .filter((body): body is Json => typeof body === 'object' && body !== null)
    fc.assert(
      fc.property(broken, (body) => {
        parsePayload(body)
        shapeOf(body)
      }),
      { numRuns: 2000 },
    )
  })

  it('that is no payload at all does not throw', () => {
    const body = fc.dictionary(
      fc.constantFrom('type', 'event', 'command', 'team_id', 'view', 'actions', 'user', 'team', 'x'),
      garbage,
    )
    fc.assert(
      fc.property(body, (given) => {
        expect(parsePayload(given)).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })
})

it('logs the shape of a payload without its text', () => {
  const secret = 'the password is hunter2'
  const shape = shapeOf(envelope(messageEvent({ text: secret, subtype: 'bot_message' })))
  expect(shape).toMatchObject({ type: 'event_callback', event: 'message', subtype: 'bot_message' })
  expect(JSON.stringify(shape)).not.toContain('hunter2')
})
