import type { Feature } from '../../core/registry.ts'
import { plainly } from '../../messages/mrkdwn.ts'
import { draftUpdate, postUpdate } from './post.ts'

/** Telling stakeholders where things stand. */
export const updateFeature: Feature = {
  words: [
    {
      word: 'update',
      usage: 'update [text]',
      example: 'update 3 % of checkouts fail; next word at 15:30',
      does: 'tell stakeholders where things stand; you see it before it goes',
      on: 'incident',
      act: 'respond',
      run: (state, { rest, triggerId, channelId }, moment) =>
        draftUpdate(state, plainly(rest).trim(), { triggerId, channelId }, moment),
    },
  ],
  buttons: {
    'update.write': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, triggerId, channelId }, moment) =>
        draftUpdate(state, about, { triggerId, channelId }, moment),
    },
  },
  forms: {
    'update.post': {
      on: 'incident',
      act: 'respond',
      run: (state, { fields, by }, moment) => postUpdate(state, fields.text ?? '', by, moment),
    },
  },
}
