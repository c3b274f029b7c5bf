import { describe, expect, it } from 'vitest'
import { growsTooFast } from '../../test/support/growth.ts'
import { parseFollowUp } from './parse-follow-up.ts'

/** Monday 2 March 2026. */
const now = new Date('2026-03-02T12:00:00Z')
const ana = { id: 'UANA', name: 'Ana Alves' }
const dana = '<@UDANA|Dana Diaz>'
const platform = '<!subteam^S01|@platform>'

function read(words: string): string {
  const wording = parseFollowUp(words, ana, 'Europe/Lisbon', now)
  if ('refusal' in wording) return `no: ${wording.refusal}`
  const { text, owner, dueOn } = wording
  const who = owner && ('team' in owner ? owner.team : `${owner.person.id} ${owner.person.name ?? ''}`.trim())
  return [text, who ?? '-', dueOn?.toISOString().slice(0, 10) ?? '-'].join(' | ')
}

describe('parseFollowUp', () => {
  it.each([
    ['raise the pool limit', 'raise the pool limit | - | -'],
    [`raise the pool limit ${dana}`, 'raise the pool limit | UDANA Dana Diaz | -'],
    [`raise the pool limit ${dana} by next friday`, 'raise the pool limit | UDANA Dana Diaz | 2026-03-13'],
    [`raise the pool limit by next friday ${dana}.`, 'raise the pool limit | UDANA Dana Diaz | 2026-03-13'],
    [`${dana} raise the pool limit by friday`, 'raise the pool limit | UDANA Dana Diaz | 2026-03-06'],
    [`${dana}: raise the pool limit`, 'raise the pool limit | UDANA Dana Diaz | -'],
    [`raise it for ${dana}`, 'raise it | UDANA Dana Diaz | -'],
    ['raise it <@UDANA>', 'raise it | UDANA | -'],
    ['raise it for me by tomorrow', 'raise it | UANA Ana Alves | 2026-03-03'],
    [`raise it ${platform} due end of month`, 'raise it | @platform | 2026-03-31'],
    [`${platform} raise it`, 'raise it | @platform | -'],
    ['raise it for platform team by 2026-12-01', 'raise it | platform team | 2026-12-01'],
    ['raise it for the data platform team', 'raise it | data platform team | -'],
    ['raise it for team blue', 'raise it | team blue | -'],
    ['raise it due on 1 Dec', 'raise it | - | 2026-12-01'],
    ['raise   it\n by   friday', 'raise it | - | 2026-03-06'],
  ])('parses “%s”', (words, expected) => expect(read(words)).toBe(expected))

  it.each([
    [
      'leaves a clause that is not a date in the text',
      'stop alerts caused by the deploy',
      'stop alerts caused by the deploy | - | -',
    ],
    ['uses the last "by"', 'alert by severity by friday', 'alert by severity | - | 2026-03-06'],
    ['does not take a purpose for a team', 'raise the limit for checkout', 'raise the limit for checkout | - | -'],
    [
      'leaves a person mentioned mid-sentence in the text',
      `ask ${dana} about the limit`,
      'ask @Dana Diaz about the limit | - | -',
    ],
    ['unescapes entities', 'keep p99 &lt; 200 ms &amp; alert', 'keep p99 < 200 ms & alert | - | -'],
    ['does not accept a channel mention as owner', 'raise it <!here>', 'raise it @here | - | -'],
    [
      'keeps links readable',
      'read <https://wiki/x|the page> by friday',
      'read the page (https://wiki/x) | - | 2026-03-06',
    ],
    ['returns an empty text for an owner and a date alone', `${dana} by friday`, ' | UDANA Dana Diaz | 2026-03-06'],
    ['returns an empty text for empty input', '', ' | - | -'],
  ])('%s', (_what, words, expected) => expect(read(words)).toBe(expected))

  it.each([
    ['raise it by 2026-02-30', 'no: There is no 30 February 2026.'],
    [`raise it by 1 March 2026 ${dana}`, 'no: Sun, 1 Mar 2026 has passed: a due date lies ahead.'],
    ['raise it by 1/12', 'no: Is 1/12 in day or month order? Please write 2026-12-01, or 1 Dec.'],
  ])('refuses “%s”', (words, expected) => expect(read(words)).toBe(expected))

  it.each(['by ', 'for a ', '<@U1|', 'team x ', ' due by '])('runs in linear time on repeated “%s”', (part) => {
    const read = (text: string) => parseFollowUp(text, ana, 'UTC', now)
    expect(growsTooFast((length) => part.repeat(length / part.length), read)).toBe(false)
  })
})
