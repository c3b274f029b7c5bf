import { describe, expect, it } from 'vitest'
import { callsOf, changed, momentAt } from '../../../test/support/situation.ts'
import type { CallOutcome } from '../../core/outbox/outcome.ts'
import type { Attachment } from '../../core/record/model.ts'
import { decideCopied, largestPicture, maxIncidentPictureBytes, wantPictures } from './pictures.ts'

const ctx = momentAt(1)
const owner = { id: 'e1', incidentId: 'incident' }
const shared = (given: Partial<NonNullable<Attachment['file']>> = {}, gone?: true): Attachment => ({
  kind: 'file',
  title: 'p99',
  file: {
    id: 'F1',
    name: 'a.png',
    type: 'image/png',
    size: 9,
    source: 'https://files.slack.com/a',
    ...given,
  },
  ...(gone && { gone }),
})
const wanted = (now: Attachment[], before: Attachment[] = []) => {
  const decision = wantPictures(owner, now, before, ctx)
  return [changed(decision, 'picture.found').map(({ picture }) => picture.state), callsOf(decision)]
}

describe('of what people share', () => {
  it.each<[string, Attachment[], Attachment[], unknown]>([
    ['a picture is copied', [shared()], [], [['wanted'], ['copy_picture']]],
    ['one without a stated size as well', [shared({ size: null })], [], [['wanted'], ['copy_picture']]],
    ['one that is known is not copied again', [shared()], [shared()], [[], []]],
    ['one deleted in Slack cannot be', [shared({}, true)], [], [[], []]],
    ['one too large is refused', [shared({ size: largestPicture + 1 })], [], [['refused'], []]],
    ['one Slack does not keep is refused', [shared({ source: null })], [], [['refused'], []]],
    ['a drawing that may hold scripts is refused', [shared({ type: 'image/svg+xml' })], [], [['refused'], []]],
    ['a log is no picture', [shared({ type: 'text/plain' })], [], [[], []]],
    ['a link with a picture is only linked', [{ kind: 'link', title: 'x', picture: 'https://x/1.png' }], [], [[], []]],
  ])('%s', (_, now, before, expected) => {
    expect(wanted(now, before)).toEqual(expected)
  })
})

describe('a copy', () => {
  const bytes = new Uint8Array(10)
  const done: CallOutcome = { kind: 'done', result: { got: 'picture', bytes } }
  it.each<[string, CallOutcome, number, string[]]>([
    ['is kept', done, 0, ['picture.kept']],
    ['that just fits is kept', done, maxIncidentPictureBytes - 10, ['picture.kept']],
    ['too many are refused', done, maxIncidentPictureBytes - 9, ['picture.refused']],
    [
      'that cannot be had is refused',
      { kind: 'done', result: { got: 'picture', bytes: null } },
      0,
      ['picture.refused'],
    ],
    ['Slack refuses is refused', { kind: 'refused', error: 'gave up' }, 0, ['picture.refused']],
    ['that comes later changes nothing yet', { kind: 'later', why: 'busy' }, 0, []],
  ])('%s', (_, outcome, kept, types) => {
    expect(decideCopied('p1', outcome, kept, ctx).changes.map(({ type }) => type)).toEqual(types)
  })
})
