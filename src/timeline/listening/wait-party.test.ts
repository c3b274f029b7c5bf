import { expect, it } from 'vitest'
import { findCaseNumber, findWaitParty } from './wait-party.ts'

it.each([
  ['opened a case with AWS', 'AWS', null],
  ['opened a case with aws support, 12345678', 'AWS', null],
  ['filed a ticket with Cloudflare: 1234', 'Cloudflare', 'case 1234'],
  ['raised AWS case #9087654', 'AWS', 'case 9087654'],
  ['ticket SUP-4411 is with Acme Hosting', 'Acme Hosting', 'case SUP-4411'],
  ['waiting for the DBA', 'DBA', null],
  ['opened a case with Acme, AWS looks fine', 'Acme', null],
  ['waiting on AWS Support', 'AWS Support', null],
  ['on the phone with github', 'GitHub', null],
  ['opened a ticket with our provider', null, null],
  ['escalated to Initech.', 'Initech', null],
])('%s: %s, %s', (text, party, about) => {
  expect([findWaitParty(text), findCaseNumber(text)]).toEqual([party, about])
})
