import { expect, it } from 'vitest'
import { sentenceMessage } from '../../messages/blocks.ts'
import type { Call, Target } from './call.ts'
import { withFailureRecipient } from './failure-recipient.ts'

const ana = { person: 'UANA' }
const incident: Target = { incident: 'i' }
const post: Call = { do: 'post', message: sentenceMessage('x') }

it.each<[string, Target, Call, boolean]>([
  ['a post that failed', incident, post, true],
  [
    'a channel that was not created',
    incident,
    { do: 'create_channel', name: 'x', isPrivate: false, entryId: 'e' },
    true,
  ],
  ['a file that was not uploaded', incident, { do: 'upload', document: 'md', comment: '' }, true],
  ['a mark', incident, { do: 'react', ts: '1.1', name: 'memo' }, false],
  ['a live message, which is refreshed anyway', incident, { do: 'refresh', liveMessage: 'ledger' }, false],
  ['a message to a person who cannot be reached', { person: 'UBEN' }, post, false],
])('tells the person who asked about $0: $3', (_, to, call, isTold) => {
  expect(withFailureRecipient([{ to, call }], ana)[0]?.tell).toEqual(isTold ? ana : undefined)
})

it('prefers the recipient that the decision names', () => {
  const ben = { person: 'UBEN' }
  expect(withFailureRecipient([{ to: incident, call: post, tell: ben }], ana)[0]?.tell).toEqual(ben)
})
