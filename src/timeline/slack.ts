import { nothing } from '../dispatch/decision.ts'
import type { Feature } from '../dispatch/registry.ts'
import { mentionedPeople, plainly } from '../slack/text.ts'
import { namesOf, zoneOf } from '../store/people.ts'
import { boardsNaming } from './boards.ts'
import { decideReaction } from './capture.ts'
import { decideDeletion, decideEdit, decideFetched } from './follow.ts'
import { learn } from './lesson.ts'
import { logEntry } from './log.ts'
import { findEntry, knownAbout, seenText } from './store.ts'

/** Capture by reaction, manual entries, and following what becomes of captured messages. */
export const timelineFeature: Feature = {
  words: [
    {
      word: 'log',
      usage: 'log [14:35 | yesterday 23:10] text',
      example: 'log 14:35 paged the database team',
      does: 'write a line of the timeline, also for earlier',
      on: 'incident',
      act: 'respond',
      run: async (state, { rest, by }, moment, tx) => {
        const own = await zoneOf(tx, by.id)
        return logEntry(state, plainly(rest), by, own ?? state.incident.zone, own !== null, moment)
      },
    },
    {
      word: 'lesson',
      usage: 'lesson well|badly|lucky|surprise|uncaught text',
      example: 'lesson badly nobody knew where the runbook is',
      does: 'note what to learn, while it is fresh',
      on: 'incident',
      act: 'respond',
      run: (state, { rest, by }, moment) => learn(state, plainly(rest), by, moment),
    },
  ],
  reacted: {
    on: 'incident',
    act: 'respond',
    run: async (state, input, moment, tx) => {
      const known = await knownAbout(tx, state.incident.id, input.channelId, input.messageTs)
      return decideReaction(state, input, known, moment)
    },
  },
  edited: {
    on: 'incident',
    act: 'respond',
    run: async (state, input, moment, tx) => {
      const { channelId, ts, text } = input.message
      const known = await knownAbout(tx, state.incident.id, channelId, ts)
      const names = new Map([...known.names, ...(await namesOf(tx, mentionedPeople(text)))])
      return decideEdit(state, input, { ...known, names }, moment)
    },
  },
  deleted: {
    on: 'incident',
    act: 'respond',
    run: async (state, input, moment, tx) =>
      decideDeletion(
        state,
        input,
        await knownAbout(tx, state.incident.id, input.channelId, input.ts),
        moment,
      ),
  },
  answered: async (state, { send: { call }, outcome }, moment, tx) => {
    if (outcome.kind !== 'done') return nothing
    const { result } = outcome
    if (result.got === 'person') {
      const known = { type: 'person.known', ...result.person, at: moment.now } as const
      return { changes: [known], send: state ? boardsNaming(state, known.id, moment) : [] }
    }
    if ('entryId' in call && call.entryId && result.got === 'message') {
      const { channelId, ts: messageTs } = result
      return { changes: [{ type: 'entry.posted', entryId: call.entryId, channelId, messageTs }], send: [] }
    }
    if (call.do !== 'fetch_entry' || result.got !== 'entry' || !state) return nothing
    const entry = await findEntry(tx, call.entryId)
    if (!entry) return nothing
    // An edit may have overtaken what was read.
    const text = (await seenText(tx, entry)) ?? result.text
    const names = await namesOf(tx, mentionedPeople(text))
    return decideFetched(state, entry, { ...result, text }, names, moment)
  },
}
