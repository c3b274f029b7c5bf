import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openOffice } from '../fixtures/office.ts'

async function typed(text: string): Promise<string | undefined> {
  const { ana, ops, workspace } = await openOffice()
  workspace.addGroup({ id: 'S1', handle: 'on-call', users: [] })
  await ana.say(ops.id, text)
  return ops.messages().at(-1)?.text
}

describe('what people type', () => {
  it.each([
    ['names and channels', '@ben see #ops', '<@U00000002> see <#C00000001|ops>'],
    ['a name before a full stop', 'ask @ben.', 'ask <@U00000002>.'],
    ['unknown names', '@nobody in #nowhere', '@nobody in #nowhere'],
    ['everybody', '@channel and @here', '<!channel> and <!here>'],
    ['groups', '@on-call please', '<!subteam^S1|@on-call> please'],
    ['special characters', 'a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['links', 'see https://x.io/?a=1&b=2.', 'see <https://x.io/?a=1&amp;b=2>.'],
    ['an email address', 'ben@x.io', 'ben@x.io'],
    ['code', '`@ben #ops` @ben', '`@ben #ops` <@U00000002>'],
    [
      'text that is already encoded',
      '<@U00000002> <!channel> &lt; <https://x.io|x>',
      '<@U00000002> <!channel> &lt; <https://x.io|x>',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await typed(text)).toBe(expected)
  })

  it('is unchanged when the recorded text is posted again', async () => {
    const { ana, ops } = await openOffice()
    const pieces = fc.constantFrom(
      '@ben',
      '#ops',
      '&',
      '<',
      '>',
      '&amp;',
      '<@U00000002>',
      ' ',
      'x',
      'https://x.io',
      '`',
      '.',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { minLength: 1 }), async (parts) => {
        await ana.say(ops.id, parts.join(' '))
        const once = ops.messages().at(-1)?.text ?? ''
        await ana.say(ops.id, once)
        expect(ops.messages().at(-1)?.text).toBe(once)
      }),
    )
  })

  it('reads back with names, and notifies only people named outside code', async () => {
    const { ana, ops } = await openOffice()
    await ana.say(ops.id, '@ben: `@channel` is &lt;!here&gt; #ops')
    const message = ops.messages().at(-1)
    expect(message?.plain).toBe('@ben: `@channel` is <!here> #ops')
    expect(message?.pinged).toEqual(['U00000002'])
  })
})
