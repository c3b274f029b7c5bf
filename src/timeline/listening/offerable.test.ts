import { describe, expect, it } from 'vitest'
import { canTriggerOffer, classifyOfferable } from './offerable.ts'

const on = { listening: { offers: 'on' } } as const

describe('a message that can be offered', () => {
  it.each([
    ['I think it’s the ALB', 'hypothesis'],
    ['I think it is the cache', 'hypothesis'],
    ['we think its our provider', 'hypothesis'],
    ['I believe the load balancer is dropping connections', 'hypothesis'],
    ['I bet the problem is in our DNS', 'hypothesis'],
    ['my theory is a serialization bug', 'hypothesis'],
    ['I think this is all just fallout from it being overloaded', 'hypothesis'],
    ['I suspect it’s because of the migration', 'hypothesis'],
    ['I think it’s the deploy', 'hypothesis'],
    ['I think the deploy broke the index', 'hypothesis'],
    ['opened a case with AWS', 'third party'],
    ['filed a ticket with Cloudflare: 1234', 'third party'],
    ['on the phone with aws support', 'third party'],
    ['it’s back', 'recurrence'],
    ['its back. since 10:52, same shape', 'recurrence'],
    ['crashing again', 'recurrence'],
    ['still broken', 'persists'],
    ['no change', 'persists'],
    ['that didn’t help', 'persists'],
    ['didnt help', 'persists'],
    ['restarted the broker', 'action'],
    ['<@U1> restarted the broker', 'action'],
    ['rolled it back', 'reversal'],
    ['reverted the flag', 'reversal'],
  ])('%s', (text, sign) => {
    expect(classifyOfferable(text)).toMatchObject({ sign })
  })
})

describe('a message that is not worth an interruption', () => {
  it.each([
    'good morning',
    'maybe',
    'I think so',
    'I think it’s fine',
    'I think it’s a good idea',
    'I think it’s time to go to bed',
    'I think it’s the right call',
    'I think the meeting is at three',
    'I think the fix is out',
    'I think the deploy is done',
    'I think we should fail over',
    'maybe the cache',
    'aws status page is green',
    'AWS says they see nothing',
    'who is talking to aws right now',
    'so who is talking to aws right now',
    'anyone on the burn alert? it wont have paged anybody',
    'stopped 08:26',
    'it went on until 08:26, stopped by itself',
    'A lot of these were already cleaned up',
    'reverting the commit should be fine',
    'revert is up for review',
    'every host on the reverted build since 17:37',
    'it isnt back',
    'is it back?',
    'should we restart it?',
    'we have not restarted anything',
    'I’ll restart it in a minute',
    'deployed the new version at 14:20',
    'seeing 503s, about 12 % of requests',
    '&gt; I think it’s the ALB',
    '```\nI think it is the ALB\n```',
    `I think it’s the ALB ${'and then some '.repeat(50)}`,
  ])('%s', (text) => {
    expect(classifyOfferable(text)).toBeUndefined()
  })
})

describe('a message that may lead to an offer', () => {
  it('is from a person', () => {
    expect(canTriggerOffer({ isTalk: true, text: 'it’s back' }, on)).toBe(true)
    expect(canTriggerOffer({ isTalk: false, text: 'it’s back' }, on)).toBe(false)
  })

  it('does not exist if the team has turned offers off', () => {
    expect(canTriggerOffer({ isTalk: true, text: 'it’s back' }, { listening: { offers: 'off' } })).toBe(false)
  })
})
