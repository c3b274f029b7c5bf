import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ana, contextAt, entryWith, stateWith } from '../../../test/support/situation.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { MessageEdited } from '../../core/input.ts'
import { attachmentsChanged, entryRevised, seenMessageEdited } from '../../core/record/changes.ts'
import type { Attachment, Entry } from '../../core/record/model.ts'
import type { MessageContext } from './capture.ts'
import { decideEdit } from './follow.ts'

/** One state of a message. Every change event carries the whole state. */
interface State {
  text: string
  links: string[]
  editedTs: bigint | null
}

const link = (title: string): Attachment => ({ kind: 'link', title })
const original: State = { text: 'one', links: [], editedTs: null }

type Deed = { text: string } | { links: string[] }
const deed = fc.constantFrom<Deed[]>(
  { text: 'one' },
  { text: 'two' },
  { text: 'three' },
  { links: ['X'] },
  { links: ['X', 'Y'] },
  { links: [] },
)

/** The successive states of a message: people edit its text and Slack unfurls its links, interleaved. */
const life = fc.array(deed, { minLength: 1, maxLength: 6 }).map((deeds) => {
  const states: State[] = []
  for (const [index, given] of deeds.entries()) {
    const edited = 'text' in given ? { editedTs: BigInt(index + 10) } : {}
    states.push({ ...(states.at(-1) ?? original), ...given, ...edited })
  }
  return states
})

const changeTo = ({ text, links, editedTs }: State, index: number): MessageEdited => ({
  type: 'messageEdited',
  workspaceId: 'T1',
  channelId: 'CINC',
  changedTs: BigInt(index + 10),
  by: editedTs === null ? null : { id: ana.id },
  message: {
    channelId: 'CINC',
    ts: 1n,
    threadTs: null,
    authorId: ana.id,
    authorName: null,
    text,
    content: links.map(link),
    editedTs,
    isTalk: true,
  },
})

function store(known: MessageContext, changes: readonly StateChange[]): MessageContext {
  let { seen, entry } = known
  for (const change of changes) {
    if (seenMessageEdited.is(change)) seen = { ...change.message, changedTs: change.changedTs }
    if (attachmentsChanged.is(change) && entry) entry = { ...entry, attachments: change.attachments }
    if (entryRevised.is(change) && entry) {
      const { text, raw = null, attachments = entry.attachments } = change
      entry = { ...entry, text, raw, attachments }
    }
  }
  return { ...known, seen, entry }
}

const captured: Entry = entryWith({ text: original.text, raw: original.text })
const start: MessageContext = {
  reactions: [],
  entry: captured,
  seen: null,
  deletedAt: null,
  names: new Map([[ana.id, ana.name]]),
}

it('an entry ends at the latest state, in whatever order and however often edits and unfurls arrive', () => {
  const run = life.chain((states) => {
    const changes = states.map(changeTo)
    return fc.tuple(
      fc.constant(states),
      fc
        .shuffledSubarray(changes, { minLength: changes.length })
        .chain((order) => fc.array(fc.constantFrom(...changes)).map((again) => [...order, ...again])),
    )
  })
  fc.assert(
    fc.property(run, ([states, changes]) => {
      const ctx = contextAt(1)
      const end = changes.reduce(
        (known, change) => store(known, decideEdit({ ...ctx, state: stateWith() }, change, known).changes),
        start,
      )
      const last = states.at(-1) ?? original
      expect(end.entry).toMatchObject({ text: last.text, raw: last.text })
      expect(end.entry?.attachments).toEqual(last.links.map(link))
    }),
    { numRuns: 1000 },
  )
})
