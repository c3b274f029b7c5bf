import { describe, expect, it } from 'vitest'
import type { Call } from './call.ts'
import { explainCallFailure } from './explain.ts'
import { ownFault } from './outcome.ts'

const create: Call = { do: 'create_channel', name: 'x', isPrivate: false, entryId: 'e' }
const upload: Call = { do: 'upload', document: 'md', comment: '' }

describe('the explanation of a failed call', () => {
  it.each<[string, Call, string, string | undefined, string]>([
    ['gives the remedy', upload, 'not_in_channel', undefined, 'I could not upload the post-mortem. Invite me to'],
    [
      'names the missing scope',
      create,
      'missing_scope',
      'channels:manage',
      'lacks the scope `channels:manage`: an admin adds it',
    ],
    ['quotes Slack when we know no remedy', create, 'team_quota', undefined, 'Slack says `team_quota`.'],
    [
      'names the live message that is missing above it',
      { do: 'post', message: { text: 'x', blocks: [] }, under: 'announcement' },
      'no_thread',
      undefined,
      'I could not post the update under the announcement. The announcement it belongs under could not be posted.',
    ],
    [
      'offers a file when the plan has no canvases',
      { do: 'canvas' },
      'team_tier_cannot_create_channel_canvases',
      undefined,
      "I could not write the post-mortem's canvas. The workspace's plan has no such canvas. The post-mortem is also a file: `export md`.",
    ],
    [
      'says that we gave up after a day',
      create,
      'gave up after a day: internal_error',
      undefined,
      'I tried for a whole day',
    ],
    [
      'admits that our own code failed',
      create,
      ownFault,
      undefined,
      'I could not create the incident channel. Something went wrong on my side; the details are in my log.',
    ],
  ])('%s', (_, call, error, needed, sentence) => {
    const explained = explainCallFailure(call, error, needed)
    expect(explained).toContain(sentence)
    expect(explained).toMatch(/What you recorded is saved\.$/)
  })

  it('shortens and escapes what Slack says', () => {
    const explained = explainCallFailure(create, `<!channel> \`x\` ${'y'.repeat(5000)}`)
    expect(explained.length).toBeLessThan(400)
    expect(explained).not.toContain('<')
    expect(explained.match(/`/g)).toHaveLength(2)
  })
})
