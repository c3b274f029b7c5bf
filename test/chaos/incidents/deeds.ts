/** One thing that somebody did, and how to find its traces. */
export interface Deed {
  /** A unique word. */
  word: string
  kind: DeedKind
  by: string
  /** Whether the bot confirmed it; for events the journal of the workspace tells. */
  isAcknowledged: boolean
  /** The `ts` of its message; commands have none. */
  ts?: string
  isUndone?: boolean
}

/** What people did, and whether the bot confirmed that it asks somebody outside. */
export interface Lived {
  deeds: readonly Deed[]
  asksOutside: boolean
}

export type DeedKind = CommandKind | 'evidence' | 'update' | 'mention' | MessageKind
/** Messages with a reaction. Their outcome is visible in the channel. */
export type MessageKind = 'captured' | 'captured in a thread' | 'taken back' | 'edited' | 'deleted'

/** The traces of an action: text in its entry, and text in its line in the channel. */
export interface Trace {
  /** Where it is stored; by default as an entry. */
  kept?: 'follow-up'
  /** Only entries of this kind count. */
  entryKind?: string
  entry(word: string): string[]
  line(word: string): string[]
}

interface Command extends Trace {
  type(word: string, now: Date): string
}

/** The time of day 25 minutes ago, in UTC. */
const earlier = (now: Date): string => new Date(now.getTime() - 25 * 60_000).toISOString().slice(11, 16)

const plain = (word: string) => [word]

export const commands = {
  log: {
    type: (word) => `log ${word} was seen`,
    entry: (word) => [`${word} was seen`],
    line: (word) => [`· ${word} was seen ·`],
  },
  'back-dated': {
    type: (word, now) => `log ${earlier(now)} ${word} was paged`,
    entry: (word) => [`${word} was paged`],
    line: (word) => [`· ${word} was paged ·`],
  },
  hypothesis: {
    type: (word) => `hyp ${word} is to blame`,
    entryKind: 'hypothesis',
    entry: (word) => [`${word} is to blame`],
    line: (word) => [`Hypothesis: *${word}`],
  },
  'rule-out': {
    type: (word) => `rule-out ${word}: no sign of it`,
    entry: (word) => [`Ruled out: ${word}`],
    line: (word) => [`*Ruled out:* ${word}`],
  },
  test: {
    type: (word) => `test 0: ${word} tells in 20 min`,
    entry: (word) => [`Test: ${word}`],
    line: (word) => [`*Test*: ${word}`],
  },
  'test done': {
    type: (word) => `test done ${word} is level`,
    entry: (word) => ['Tested: ', `${word} is level`],
    line: (word) => ['*Tested:*', `${word} is level`],
  },
  wait: {
    type: (word) => `waiting ${word}: case 1`,
    entry: (word) => [`Waiting on ${word}`],
    line: (word) => [`Waiting on *${word}*`],
  },
  'wait over': {
    type: (word) => `waiting done ${word}`,
    entry: (word) => ['No longer waiting', word],
    line: (word) => ['No longer waiting', `: ${word}`],
  },
  'follow-up': {
    type: (word) => `followup ${word} is raised`,
    kept: 'follow-up',
    entry: plain,
    line: (word) => ['Follow-up *F', word],
  },
  lesson: {
    type: (word) => `lesson badly ${word} was late`,
    entryKind: 'lesson',
    entry: plain,
    line: (word) => [`Went badly: ${word}`],
  },
  unexplained: {
    type: (word) => `unexplained ${word} is odd`,
    entry: (word) => [`${word} is odd`],
    line: (word) => [`*Unexplained:* ${word}`],
  },
  identified: { type: (word) => `status identified ${word}`, entryKind: 'status', entry: plain, line: plain },
  monitoring: { type: (word) => `status monitoring ${word}`, entryKind: 'status', entry: plain, line: plain },
  investigating: {
    type: (word) => `status investigating ${word}`,
    entryKind: 'status',
    entry: plain,
    line: plain,
  },
  worse: { type: (word) => `severity SEV1 ${word}`, entryKind: 'severity', entry: plain, line: plain },
  better: { type: (word) => `severity SEV2 ${word}`, entryKind: 'severity', entry: plain, line: plain },
} as const satisfies Record<string, Command>
export type CommandKind = keyof typeof commands

export const commandKinds = Object.keys(commands) as CommandKind[]

/** The traces of actions by modal or mention. */
const others: Record<'evidence' | 'update' | 'mention', Trace> = {
  evidence: { entry: plain, line: (word) => ['Evidence ', word] },
  update: { entryKind: 'update', entry: plain, line: plain },
  mention: {
    entry: (word) => [`${word} was mentioned`],
    line: (word) => [`· ${word} was mentioned ·`],
  },
}

/** The traces of a kind of action; undefined for messages with a reaction. */
export const traceOf = (kind: DeedKind): Trace | undefined =>
  ({ ...commands, ...others })[kind as CommandKind | keyof typeof others]
