import { nothing } from '../../dispatch/decision.ts'
import type { Word } from '../../dispatch/registry.ts'
import { sentence } from '../../slack/blocks.ts'
import { escapeMrkdwn, plainly } from '../../slack/text.ts'
import { zoneOf } from '../../store/people.ts'
import { correctMode } from '../details.ts'
import { cancel, reopen } from '../ends.ts'
import { changeSeverity, changeStatus } from '../progress.ts'
import { openIn } from '../store.ts'
import { allTimes, correctTime } from '../times.ts'

/** The first word, and the rest as readers see it. */
const headAndWhy = (rest: string): [string, string] => {
  const [head = '', ...why] = rest.trim().split(/\s+/)
  return [head, plainly(why.join(' '))]
}

/** How the incident moves on, and what is corrected about it. */
export const progressWords: Word[] = [
  {
    word: 'status',
    usage: 'status identified|monitoring [why]',
    example: 'status monitoring error rate is back to normal',
    does: 'move the incident on',
    on: 'incident',
    act: 'respond',
    run: (state, { rest, by }, moment) => changeStatus(state, ...headAndWhy(rest), by, moment),
  },
  {
    word: 'severity',
    usage: 'severity SEV1 [why]',
    example: 'severity SEV1 checkout is down for everyone',
    does: 'change how bad it is',
    on: 'incident',
    act: 'respond',
    run: (state, { rest, by }, moment) => changeSeverity(state, ...headAndWhy(rest), by, moment),
  },
  {
    word: 'resolve',
    usage: 'resolve [what ended it]',
    example: 'resolve reverted the release, memory is flat',
    does: 'the impact has ended',
    on: 'incident',
    act: 'respond',
    run: (state, { rest, by }, moment) => changeStatus(state, 'resolved', plainly(rest).trim(), by, moment),
  },
  {
    word: 'cancel',
    usage: 'cancel why',
    example: 'cancel the probe was wrong, checkout was fine',
    does: 'it was a false alarm: no post-mortem',
    on: 'incident',
    act: 'respond',
    run: (state, { rest, by }, moment) => cancel(state, plainly(rest).trim(), by, moment),
  },
  {
    word: 'reopen',
    usage: 'reopen why',
    example: 'reopen errors are back',
    does: 'it is not over, or back',
    on: 'incident',
    act: 'reopen',
    run: async (state, { rest, by }, moment, tx) => {
      const { channelId } = state.incident
      const other = channelId ? await openIn(tx, channelId) : null
      return reopen(state, plainly(rest).trim(), other, by, moment)
    },
  },
  {
    word: 'time',
    usage: 'time [started|detected|acknowledged|mitigated|resolved 14:35]',
    example: 'time started 14:35',
    does: 'correct when something was; alone: all times',
    on: 'incident',
    act: 'respond',
    run: async (state, { rest, by }, moment, tx) => {
      const zone = (await zoneOf(tx, by.id)) ?? state.incident.zone
      const words = plainly(rest).trim()
      if (words) return correctTime(state, words, by, zone, moment)
      return { ...nothing, answer: { say: sentence(escapeMrkdwn(allTimes(state.incident, zone))) } }
    },
  },
  {
    word: 'mode',
    usage: 'mode live|drill|retro',
    example: 'mode drill',
    does: 'correct whether it is real, an exercise, or over long since',
    on: 'incident',
    act: 'respond',
    run: (state, { rest, by }, moment) => correctMode(state, rest.trim(), by, moment),
  },
]
