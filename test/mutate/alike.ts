const never = 'the type requires it, but it never happens'
const undefinedIsFalse = 'undefined compares as false anyway'
const greedy = 'the rest of the pattern matches the same text either way'

/** Mutations without an observable effect, by file and reason. */
export const alike: Record<string, Record<string, string[]>> = {
  'src/investigation/challenges/policy.ts': {
    'there are no triggers when nothing is asked': ['interval === null → false'],
    'an answer in 1970 starts no cool-down today': ['last > 0 → true', 'last > 0 → last >= 0'],
    'comparing a number with undefined is false either way': ['most === undefined → false'],
    [never]: ['until?.getTime → until.getTime'],
  },
  'src/investigation/challenges/rhythm.ts': {
    'a problem cannot recur the moment the response starts': [
      'at > getResponseStartMs(state) → at >= getResponseStartMs(state)',
    ],
    'an open stretch is never as long as another': ['to === null → false'],
    [undefinedIsFalse]: [
      'first !== undefined && second !== undefined && third !== undefined → true',
      'first !== undefined && second !== undefined && third !== undefined → first !== undefined && second !== undefined || third !== undefined',
      'first !== undefined && second !== undefined → true',
      'first !== undefined && second !== undefined → first !== undefined || second !== undefined',
      'first !== undefined → true',
      'second !== undefined → true',
      'third !== undefined → true',
    ],
  },
  'src/investigation/challenges/why.ts': { [never]: ['open[0]?.text → open[0].text'] },
  'src/core/outbox/call.ts': { 'only a post has a parent message': ["call.do === 'post' → true"] },
  'src/core/outbox/decide.ts': {
    'nobody reads the kind of a failure': ['\'refused\' → ""'],
  },
  'src/core/router/permission.ts': {
    'everything not open to anyone is for those responsible': [
      '\'answerable\' → ""',
      "{ during: 'answerable', after: 'answerable' } → {}",
    ],
    'no follow-up has this name': ['\'\' → "Stryker was here!"'],
  },
  'src/follow-ups/due.ts': {
    'a position that is never used': ['\'none\' → ""'],
    'short names are prefixes of the long ones': ['name.slice(0, 3) → name'],
    'the text was matched by a stricter pattern before': [
      '/^an?$/ → /an?$/',
      '/^an?$/ → /^an?/',
      '/^\\d+$/ → /\\d+$/',
      '/^\\d+$/ → /^\\d+/',
    ],
    [never]: ['\'\' → "Stryker was here!"'],
  },
  'src/investigation/ledger/due.ts': { [never]: ['\'\' → "Stryker was here!"'] },
  'src/incident/lifecycle/times.ts': {
    [greedy]: ['/^\\s*(\\S*)\\s*(.*)$/s → /\\s*(\\S*)\\s*(.*)$/s', '/^\\s*(\\S*)\\s*(.*)$/s → /^\\s*(\\S*)\\s*(.*)/s'],
    'leading spaces do not matter to a time': ['/^\\s*(\\S*)\\s*(.*)$/s → /^\\s*(\\S*)\\S*(.*)$/s'],
    [never]: ['\'\' → "Stryker was here!"', '[] → ["Stryker was here"]'],
  },
  'src/platform/time/durations.ts': { [never]: ['\'\' → "Stryker was here!"'] },
  'src/timeline/capture/capture.ts': {
    'Slack puts the tone at the end': ['/::skin-tone-\\d$/ → /::skin-tone-\\d/'],
    'until the end everybody may': ['!isClosedOrCancelled(incident) → false'],
    'nothing is older than no time': ['incident.closedAt !== null → true'],
    'of who did it only the id is kept': ['latest.userId !== input.by.id → true'],
    'every reaction there is has a kind': ['!latest || !kind → !latest && !kind'],
    'what is asked again is so by then': ['stateEditedAt !== null → true'],
    'a picture of that name was not there before': ['[] → ["Stryker was here"]'],
  },
  'src/timeline/capture/message-text.ts': {
    'it names nobody': ['\'\' → "Stryker was here!"'],
    [never]: ['text?.startsWith → text.startsWith'],
  },
  'src/platform/time/calendar.ts': {
    'a time that clocks show twice is worked out in order': [
      '(real.length > 0 ? real : instants.slice(0, 1)).map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime()) → (real.length > 0 ? real : instants.slice(0, 1)).map(({ at }) => at)',
      '(a, b) => a.getTime() - b.getTime() → () => undefined',
      'a.getTime() - b.getTime() → a.getTime() + b.getTime()',
    ],
  },
  'src/platform/time/when.ts': {
    'nothing is found with a space at its end': ['half[0].trim() → half[0]'],
    'words are no time that is past': ['[] → ["Stryker was here"]'],
    [never]: ['half?.toLowerCase → half.toLowerCase'],
  },
}
