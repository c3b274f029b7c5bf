/**
 * One response, minute by minute: who does what, and the timeline that must result, written by hand.
 * Minutes count from 03:00 UTC, the time of the alert.
 */

export const people = {
  ana: 'Europe/Lisbon',
  ben: 'America/New_York',
  cleo: 'Asia/Kolkata',
  dana: 'Europe/Berlin',
  eli: 'UTC',
  fay: 'America/Los_Angeles',
  gus: 'Australia/Sydney',
  hana: 'Asia/Tokyo',
} as const
export const bots = ['deploys', 'pager'] as const
export type Who = keyof typeof people | (typeof bots)[number]

export type Step =
  | { at: number; who: Who; say: string; as?: string; under?: string }
  | { at: number; who: Who; react: string; to: string; off?: true }
  | { at: number; who: Who; edit: string; to: string }
  | { at: number; who: Who; erase: string }
  | { at: number; who: Who; type: string }
  /** The bot is killed and stays down for this many minutes while people continue. */
  | { at: number; who: 'nobody'; downFor: number }

const step = (at: number, who: Who) => ({
  says: (say: string, as?: string, under?: string): Step => ({
    at,
    who,
    say,
    ...(as && { as }),
    ...(under && { under }),
  }),
  puts: (react: string, to: string): Step => ({ at, who, react, to }),
  takes: (react: string, to: string): Step => ({ at, who, react, to, off: true }),
  edits: (to: string, edit: string): Step => ({ at, who, edit, to }),
  erases: (erase: string): Step => ({ at, who, erase }),
  types: (type: string): Step => ({ at, who, type }),
})

/** The steps that matter; `chatter` adds talk that nobody captures. */
export const deeds: Step[] = [
  step(2, 'ana').types('commander'),
  step(3, 'ben').says('p99 of checkout is 9 s, was 0.3 s', 'p99'),
  step(3, 'cleo').puts('mag', 'p99'),
  step(3, 'ana').puts('mag', 'p99'), // a duplicate: counts once
  step(4, 'pager').says('checkout-db: 100 of 100 connections in use', 'pool'),
  step(4, 'eli').puts('mag', 'pool'),
  step(5, 'dana').says('only card payments are hit', 'cards', 'p99'),
  step(5, 'ana').puts('mag', 'cards'),
  step(6, 'fay').says('I think the pool is exhausted by the nightly export', 'export'),
  step(6, 'ana').puts('bulb', 'export'),
  step(7, 'gus').says('lol same as last year', 'joke'),
  step(7, 'hana').puts('pushpin', 'joke'),
  step(7, 'hana').takes('pushpin', 'joke'), // removed: not on the timeline
  step(8, 'ben').says('lets stop the export', 'stop'),
  step(8, 'dana').puts('pushpin', 'stop'),
  step(8, 'ana').puts('scales', 'stop'), // the latest kind counts
  step(9, 'ben').edits('stop', 'let us stop the export job'),
  step(9, 'ben').types('owner @dana'),
  step(10, 'eli').says('stopped the export', 'stopped'),
  step(10, 'ana').puts('hammer_and_wrench', 'stopped'),
  step(10, 'cleo').puts('hammer_and_wrench', 'stopped'), // again
  step(10, 'cleo').takes('hammer_and_wrench', 'stopped'), // ana's still stands
  step(11, 'fay').puts('mag', 'cards'), // again …
  step(11, 'fay').takes('mag', 'cards'), // … and off
  step(12, 'dana').puts('mag', 'pool'), // again
  step(12, 'ana').types('log 02:40 the export was started by hand'),
  step(13, 'hana').says('connections are still at 100', 'still'),
  step(13, 'hana').puts('mag', 'still'),
  step(14, 'hana').edits('still', 'connections are still at 100, export or not'),
  step(15, 'ana').types(
    'rule-out I think the pool is exhausted by the nightly export: it is stopped, and nothing changed',
  ),
  step(16, 'deploys').says('checkout 4.2.1 deployed at 02:31 by fay', 'deploy'),
  step(16, 'fay').puts('pushpin', 'deploy'),
  step(17, 'fay').says('4.2.1 opens a connection per card check', 'leak', 'deploy'),
  step(17, 'ben').puts('bulb', 'leak'),
  step(17, 'gus').puts('bulb', 'leak'), // again
  step(18, 'gus').says('my password is hunter2', 'secret'),
  step(18, 'eli').puts('pushpin', 'secret'),
  step(18, 'eli').takes('pushpin', 'secret'),
  step(18, 'gus').erases('secret'), // deleted before it was shown
  step(19, 'ben').puts('pushpin', 'deploy'), // again
  step(20, 'ana').types('commander @cleo'), // the first handover
  step(22, 'dana').says('status page says card checks are fine', 'page'),
  step(22, 'dana').puts('mag', 'page'),
  step(23, 'dana').erases('page'), // captured, then deleted: kept and marked
  // While the bot is down people continue, and Slack gives up delivering events.
  { at: 25, who: 'nobody', downFor: 12 },
  step(26, 'ben').says('rolled back to 4.2.0', 'rollback'),
  step(26, 'cleo').puts('hammer_and_wrench', 'rollback'),
  step(26, 'ana').puts('hammer_and_wrench', 'rollback'), // again
  step(27, 'eli').says('connections fall: 40 of 100', 'fall'),
  step(27, 'hana').puts('mag', 'fall'),
  step(27, 'gus').puts('mag', 'fall'), // again
  step(28, 'eli').edits('fall', 'connections fall: 41 of 100'),
  step(29, 'fay').says('wrong channel, sorry', 'wrong'),
  step(29, 'gus').puts('pushpin', 'wrong'),
  step(30, 'gus').takes('pushpin', 'wrong'),
  step(31, 'dana').takes('mag', 'pool'), // eli's still stands
  step(39, 'hana').says('p99 is 0.3 s', 'healthy', 'rollback'),
  step(39, 'cleo').puts('mag', 'healthy'),
  step(39, 'cleo').puts('pushpin', 'healthy'),
  step(39, 'cleo').takes('pushpin', 'healthy'), // an observation again
  step(40, 'hana').puts('mag', 'healthy'), // again
  step(41, 'cleo').types('status monitoring p99 is back'),
  step(42, 'cleo').types('commander @hana'), // the second handover
  step(44, 'ben').edits('rollback', 'rolled back to 4.2.0 everywhere'),
  step(45, 'gus').says('is it over?', 'over'),
  step(45, 'gus').puts('repeat', 'over'),
  step(46, 'gus').takes('repeat', 'over'),
  step(47, 'fay').edits('leak', '4.2.1 opens a connection for every card check'),
  step(48, 'pager').says('checkout-db: 22 of 100 connections in use', 'low'),
  step(48, 'eli').puts('mag', 'low'),
  step(49, 'ana').puts('mag', 'low'), // again
  step(50, 'eli').erases('stopped'),
  step(51, 'dana').puts('scales', 'stop'), // again
  step(52, 'eli').puts('mag', 'cards'), // again
  step(55, 'hana').types('resolve no error for 15 minutes'),
]

/** The expected timeline of the draft: time in UTC, kind, text, author. */
export const timeline = [
  '02:40 **note** the export was started by hand (ana)',
  '03:00 **observation** checkout is slow: p99 over 5 s (pager)',
  '03:01 **status** Declared as SEV2: checkout is slow: p99 over 5 s (ana)',
  '03:02 **role** ana is commander (ana)',
  '03:03 **observation** p99 of checkout is 9 s, was 0.3 s (ben)',
  '03:04 **observation** checkout-db: 100 of 100 connections in use (pager)',
  '03:05 **observation** only card payments are hit (dana)',
  '03:06 **hypothesis** I think the pool is exhausted by the nightly export (fay)',
  '03:08 **decision** let us stop the export job (ben)',
  '03:09 **role** dana is owner (ben)',
  '03:10 **action** stopped the export (eli) _deleted in Slack since_',
  '03:13 **observation** connections are still at 100, export or not (hana)',
  '03:15 **evidence** Ruled out: I think the pool is exhausted by the nightly export. it is stopped, and nothing changed (ana)',
  '03:16 **note** checkout 4.2.1 deployed at 02:31 by fay (deploys)',
  '03:17 **hypothesis** 4.2.1 opens a connection for every card check (fay)',
  '03:20 **role** cleo is commander (was ana) (ana)',
  '03:22 **observation** status page says card checks are fine (dana) _deleted in Slack since_',
  '03:26 **action** rolled back to 4.2.0 everywhere (ben)',
  '03:27 **observation** connections fall: 41 of 100 (eli)',
  '03:39 **observation** p99 is 0.3 s (hana)',
  '03:41 **status** Monitoring: p99 is back (cleo)',
  '03:42 **role** hana is commander (was cleo) (cleo)',
  '03:48 **observation** checkout-db: 22 of 100 connections in use (pager)',
  '03:55 **status** Resolved: no error for 15 minutes (hana)',
  '03:56 **status** Closed (hana)',
]

const words = ['looking', 'same here', 'any news?', 'on it', 'thanks', 'checking the graphs', 'hm', 'joining now']

/** Messages that nobody captures, spread over the hour, for `total` messages in all. */
export function chatter(total: number): Step[] {
  const said = deeds.filter((deed) => 'say' in deed).length
  const talkers = Object.keys(people) as (keyof typeof people)[]
  return Array.from({ length: total - said }, (_, index) => {
    const who = talkers[index % talkers.length] ?? 'ana'
    return step(4 + (index * 50) / (total - said), who).says(`${words[index % words.length]} (${index})`)
  })
}
