import { describe, expect, it } from 'vitest'
import { callsOf, changed, contextAt } from '../../../test/support/situation.ts'
import type { CallOutcome } from '../../core/outbox/outcome.ts'
import { pictureFound } from '../../core/record/changes.ts'
import type { Attachment } from '../../core/record/model.ts'
import { decidePictureCopied, maxIncidentPictureBytes, maxPictureBytes, requestPictureCopies } from './pictures.ts'

const ctx = contextAt(1)
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
  const decision = requestPictureCopies(ctx, owner, now, before)
  return [changed(decision, pictureFound).map(({ picture }) => picture.state), callsOf(decision)]
}

describe('a shared attachment', () => {
  it.each<[string, Attachment[], Attachment[], unknown]>([
    ['is copied if it is a picture', [shared()], [], [['wanted'], ['copy_picture']]],
    ['is copied if its size is unknown', [shared({ size: null })], [], [['wanted'], ['copy_picture']]],
    ['is not copied again', [shared()], [shared()], [[], []]],
    ['is not copied if deleted in Slack', [shared({}, true)], [], [[], []]],
    ['is refused if it is too large', [shared({ size: maxPictureBytes + 1 })], [], [['refused'], []]],
    ['is refused if Slack does not host it', [shared({ source: null })], [], [['refused'], []]],
    ['is refused if it may contain scripts', [shared({ type: 'image/svg+xml' })], [], [['refused'], []]],
    ['is ignored if it is no picture', [shared({ type: 'text/plain' })], [], [[], []]],
    [
      'is not copied if it is an unfurled link',
      [{ kind: 'link', title: 'x', picture: 'https://x/1.png' }],
      [],
      [[], []],
    ],
  ])('%s', (_, now, before, expected) => {
    expect(wanted(now, before)).toEqual(expected)
  })
})

describe('a copied picture', () => {
  const bytes = new Uint8Array(10)
  const done: CallOutcome = { kind: 'done', result: { got: 'picture', bytes } }
  it.each<[string, CallOutcome, number, string[]]>([
    ['is kept', done, 0, ['picture.kept']],
    ['is kept if it just fits', done, maxIncidentPictureBytes - 10, ['picture.kept']],
    ['is refused beyond the limit of the incident', done, maxIncidentPictureBytes - 9, ['picture.refused']],
    ['is refused without bytes', { kind: 'done', result: { got: 'picture', bytes: null } }, 0, ['picture.refused']],
    ['is refused if Slack refuses it', { kind: 'refused', error: 'gave up' }, 0, ['picture.refused']],
    ['changes nothing while the call is deferred', { kind: 'later', why: 'busy' }, 0, []],
  ])('%s', (_, outcome, kept, types) => {
    expect(decidePictureCopied(ctx, 'p1', outcome, kept).changes.map(({ type }) => type)).toEqual(types)
  })
})
