import { describe, expect, it } from 'vitest'
import type { Call } from './call.ts'
import { explainCallFailure } from './explain.ts'
import { ownFault } from './outcome.ts'

const create: Call = { do: 'create_channel', name: 'x', isPrivate: false, entryId: 'e' }
const upload: Call = { do: 'upload', document: 'md', comment: '' }

describe('a failure is explained', () => {
  it.each<[string, Call, string, string | undefined, string]>([
    ['by its remedy', upload, 'not_in_channel', undefined, 'I could not upload the post-mortem. Invite me to'],
    [
      'by the scope that is missing',
      create,
      'missing_scope',
      'channels:manage',
      'lacks the scope `channels:manage`: an admin adds it',
    ],
    ['as Slack says it, where we know no remedy', create, 'team_quota', undefined, 'Slack says `team_quota`.'],
    [
      'by what it would have stood under',
      { do: 'post', message: { text: 'x', blocks: [] }, under: 'announcement' },
      'no_thread',
      undefined,
      'I could not post the update under the announcement. The announcement it belongs under could not be posted.',
    ],
    [
      'by what to do about a plan without canvases',
      { do: 'canvas' },
      'team_tier_cannot_create_channel_canvases',
      undefined,
      "I could not write the post-mortem's canvas. The workspace's plan has no such canvas. The post-mortem is also a file: `export md`.",
    ],
    ['as ours, when we gave up', create, 'gave up after a day: internal_error', undefined, 'I tried for a whole day'],
    [
      'as ours, when our own code failed',
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

  it('never with more than a line, or with markup, of what Slack said', () => {
    const explained = explainCallFailure(create, `<!channel> \`x\` ${'y'.repeat(5000)}`)
    expect(explained.length).toBeLessThan(400)
    expect(explained).not.toContain('<')
    expect(explained.match(/`/g)).toHaveLength(2)
  })
})
