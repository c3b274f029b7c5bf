/** What somebody did, and how it is to be found again. */
export interface Deed {
  /** A word that nothing else contains. */
  word: string
  kind: DeedKind
  by: string
  /** The bot answered that it has it. Events are looked up in the workspace's journal. */
  isAcknowledged: boolean
  /** The message it is about: of what people write rather than type as a command. */
  ts?: string
  isUndone?: boolean
}

/** What people did, and whether the bot said that it asks somebody outside. */
export interface Lived {
  deeds: readonly Deed[]
  asksOutside: boolean
}

export type DeedKind = CommandKind | 'evidence' | 'update' | 'mention' | MessageKind
/** Messages with a reaction. What becomes of them is seen in the channel. */
export type MessageKind = 'captured' | 'captured in a thread' | 'taken back' | 'edited' | 'deleted'

/** What a deed leaves behind: words of its entry, and words of its line in the channel. */
export interface Trace {
  /** Where it is kept; an entry unless said otherwise. */
  kept?: 'follow-up'
  /** Of this kind only. */
  entryKind?: string
  entry(word: string): string[]
  line(word: string): string[]
}

interface Command extends Trace {
  type(word: string, now: Date): string
}

/** A time some minutes ago, on the clock of people in UTC. */
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

/** Of what is done by a form or a mention; a message is known by its `ts`. */
const others: Record<'evidence' | 'update' | 'mention', Trace> = {
  evidence: { entry: plain, line: (word) => ['Evidence ', word] },
  update: { entryKind: 'update', entry: plain, line: plain },
  mention: {
    entry: (word) => [`${word} was mentioned`],
    line: (word) => [`· ${word} was mentioned ·`],
  },
}

/** Undefined for messages with a reaction. */
export const traceOf = (kind: DeedKind): Trace | undefined =>
  ({ ...commands, ...others })[kind as CommandKind | keyof typeof others]
