import { expect, it } from 'vitest'
import { makePermalink } from './permalink.ts'

const at = { channelId: 'C1', messageTs: 1_772_420_400_000_100n }
const acme = 'https://acme.slack.com/'

it.each([
  ['a message', acme, at, 'https://acme.slack.com/archives/C1/p1772420400000100'],
  [
    'the first of a thread',
    acme,
    { ...at, threadTs: at.messageTs },
    'https://acme.slack.com/archives/C1/p1772420400000100',
  ],
  [
    'a reply in a thread',
    acme,
    { ...at, threadTs: 1_772_420_300_000_005n },
    'https://acme.slack.com/archives/C1/p1772420400000100?thread_ts=1772420300.000005&cid=C1',
  ],
  ['a message in an unknown workspace', null, at, 'https://slack.com/archives/C1/p1772420400000100'],
  ['no message', acme, { ...at, messageTs: null }, null],
  ['no channel', acme, { ...at, channelId: null }, null],
])('the link to %s', (_, workspace, place, link) => {
  expect(makePermalink(workspace, place)).toBe(link)
})
