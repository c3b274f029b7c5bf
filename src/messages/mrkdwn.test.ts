import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clipLines,
  clipText,
  escapeMrkdwn,
  findUnlabelledMentionIds,
  formatTs,
  nameOrMention,
  parseTs,
  slackTime,
  takePerson,
  toReadableText,
} from './mrkdwn.ts'

const names = new Map([
  ['UANA', 'Ana Alves'],
  ['C7', 'payments'],
  ['S7', 'dba'],
])
const read = (markup: string) => toReadableText(markup, { named: (id) => names.get(id) })

/** Texts biased towards characters and sequences with a meaning in Slack's markup. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('<!channel>', '<!here|here>', '<@UANA>', '<#C1|ops>', '&lt;', '&amp;', '<', '>', '&', '|'),
      fc.constantFrom('```', '`', '*', '_', '~', '\n', ' ', '🔥', '\uD83D', '\uDD25', '‮'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('markup as a reader sees it', () => {
  it.each([
    ['plain words', 'plain words'],
    ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['&amp;lt; stays what was typed', '&lt; stays what was typed'],
    ['<@UANA> looks', '@Ana Alves looks'],
    ['<@UBEN> looks', '@UBEN looks'],
    ['<@UBEN|ben> looks', '@ben looks'],
    ['in <#C1|ops>', 'in #ops'],
    ['in <#C1>', 'in #C1'],
    ['in <#C1|>', 'in #C1'],
    ['<!channel> and <!here|here> and <!everyone>', '@channel and @here and @everyone'],
    ['<!subteam^S1|@sre> or <!subteam^S1|sre> or <!subteam^S1>', '@sre or @sre or @group'],
    ['in <#C7> or <#C7|>', 'in #payments or #payments'],
    ['<!subteam^S7> or <!subteam^S7|>', '@dba or @dba'],
    ['<!date^1573066500^{date} at {time}|6 Nov>', '2019-11-06 at 18:55 (UTC)'],
    ['due <!date^1573066500^by {date_short_pretty}^https://x|6 Nov>', 'due by 2019-11-06 18:55 (UTC)'],
    ['<!date^1573066500^{time_secs}>', '2019-11-06 18:55 (UTC)'],
    ['<!date^1573066500>', '2019-11-06 18:55 (UTC)'],
    ['<!date^soon^{date}|6 Nov> or <!date^soon^{date}>', '6 Nov or a date'],
    [':fire::hammer_and_wrench: :+1::skin-tone-3:', '🔥🛠️ 👍🏼'],
    [':point_up::skin-tone-6: :man-shrugging::skin-tone-2:', '☝🏿 🤷🏻‍♂️'],
    [':party_parrot: at 12:100:30 :constructor:', ':party_parrot: at 12:100:30 :constructor:'],
    ['`:fire:` ```a :fire: b``` :fire:', '`:fire:` ```a :fire: b``` 🔥'],
    ['<https://x/:fire:/>', 'https://x/:fire:/'],
    ['<https://grafana/d/1>', 'https://grafana/d/1'],
    ['<https://grafana/d/1|the board>', 'the board (https://grafana/d/1)'],
    ['<https://grafana/d/1|https://grafana/d/1>', 'https://grafana/d/1'],
    ['<https://x/?a=1&amp;b=2>', 'https://x/?a=1&b=2'],
    ['<mailto:ana@acme.com|ana@acme.com>', 'ana@acme.com'],
    ['<mailto:ana@acme.com|write to Ana>', 'write to Ana (ana@acme.com)'],
    ['<tel:+351210000000|+351210000000>', '+351210000000'],
    ['<http://acme.com|acme.com>', 'acme.com'],
    ['<http://evil.com/acme.com|acme.com>', 'acme.com (http://evil.com/acme.com)'],
    ['<mailto:ana@acme.com>', 'ana@acme.com'],
    ['1 &lt; 2 <b>', '1 < 2 b'],
    ['<>', '<>'],
    ['a < b', 'a < b'],
    [':fire: <@UANA>', '🔥 @Ana Alves'],
  ])('%s → %s', (markup, text) => {
    expect(read(markup)).toBe(text)
  })

  it('restores any text that was escaped', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(read(escapeMrkdwn(text))).toBe(text)
      }),
    )
  })
})

describe('escaped text', () => {
  it('contains no angle brackets, so it notifies nobody and links nowhere', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeMrkdwn(text)
        expect(escaped).not.toMatch(/[<>]/)
        expect(escaped.replace(/&(amp|lt|gt);/g, '')).not.toContain('&')
      }),
    )
  })

  it.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['&lt;!channel&gt;', '&amp;lt;!channel&amp;gt;'],
  ])('%s → %s', (text, escaped) => {
    expect(escapeMrkdwn(text)).toBe(escaped)
  })
})

describe('mentions', () => {
  it('finds each unlabelled person once, and no groups or channels', () => {
    expect(findUnlabelledMentionIds('<@U1> <@W2|x> <@U3> <@U1> <#C1> <!subteam^S1>')).toEqual(['U1', 'U3'])
  })

  it.each([
    ['<@U1> please', { person: { id: 'U1' }, rest: 'please' }],
    ['<@U1|ana>', { person: { id: 'U1', name: 'ana' }, rest: '' }],
    ['<@W1> or <@U2>', { person: { id: 'W1' }, rest: 'or <@U2>' }],
    ['you   <@U1>  there', { person: { id: 'U1' }, rest: 'you there' }],
    ['@ana', { rest: '@ana' }],
    ['  ', { rest: '' }],
    ['<!subteam^S1>', { rest: '<!subteam^S1>' }],
  ])('takes the first person from “%s”', (markup, expected) => {
    expect(takePerson(markup)).toEqual(expected)
  })
})

describe('a clipped text', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['ab🔥', 4, 'ab🔥'],
    ['ab🔥c', 4, 'ab…'],
    ['🔥🔥', 3, '🔥…'],
  ])('shortens %s to %d: %s', (text, limit, expected) => {
    expect(clipText(text, limit)).toBe(expected)
  })

  it('stays within the limit and never ends in half a character', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 50 }), (whole, limit) => {
        const clipped = clipText(whole, limit)
        expect(clipped.length).toBeLessThanOrEqual(limit)
        expect(clipped.isWellFormed()).toBe(whole.isWellFormed())
        if (whole.length > limit) expect(whole.startsWith(clipped.slice(0, -1))).toBe(true)
        else expect(clipped).toBe(whole)
      }),
    )
  })
})

describe('clipped lines', () => {
  it.each([
    ['short', '```a```', 20, '```a```'],
    ['cut in code', `see\n\`\`\`${'x'.repeat(30)}\`\`\``, 20, `see\n\`\`\`${'x'.repeat(8)}…\n\`\`\``],
    ['cut behind code', `\`\`\`a\`\`\` ${'x'.repeat(30)}`, 20, `\`\`\`a\`\`\` ${'x'.repeat(7)}…`],
    ['with a fence nobody closed', `\`\`\`${'x'.repeat(30)}`, 20, `\`\`\`${'x'.repeat(12)}…`],
  ])('%s', (_, text, limit, expected) => {
    expect(clipLines(text, limit)).toBe(expected)
    expect(clipLines(text, limit).length).toBeLessThanOrEqual(limit)
  })
})

describe('a Slack ts', () => {
  it.each([
    ['1573066500.000100', 1_573_066_500_000_100n],
    ['0.1', 100_000n],
    ['1573066500.123456', 1_573_066_500_123_456n],
  ])('%s is %d microseconds', (text, ts) => {
    expect(parseTs(text)).toBe(ts)
  })

  it.each(['', '1573066500', '1573066500.', '.1', '1.1234567', '-1.0', '1.0.0', ' 1.0', 'now', '12345678901.0'])(
    '“%s” is not a ts',
    (text) => {
      expect(parseTs(text)).toBeUndefined()
    },
  )

  it('is formatted as it was parsed', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }), (ts) => {
        expect(parseTs(formatTs(ts))).toBe(ts)
      }),
    )
  })
})

it("shows a time in the reader's zone, with a fallback text", () => {
  expect(slackTime(new Date(1_573_066_500_900), '6 Nov > 5')).toBe(
    '<!date^1573066500^{date_short_pretty} {time}|6 Nov &gt; 5>',
  )
})

it('names a known person without a ping', () => {
  expect(nameOrMention({ id: 'UANA', name: '<!here> Ana' })).toBe('&lt;!here&gt; Ana')
  expect(nameOrMention({ id: 'UANA' })).toBe('<@UANA>')
})
