import { describe, expect, it } from 'vitest'
import {
  ana,
  ben,
  callsOf,
  changed,
  contextAt,
  entryWith,
  hypothesisWith,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { MessageEdited } from '../../core/input.ts'
import type { CallResult } from '../../core/outbox/outcome.ts'
import { entryCompleted, entryRevised } from '../../core/record/changes.ts'
import type { SeenMessage } from '../../core/record/model.ts'
import { personFetched } from '../../incident/lifecycle/changes.ts'
import { hypothesisProposed, hypothesisRestated } from '../../investigation/ledger/changes.ts'
import type { MessageContext } from './capture.ts'
import { decideDeletion, decideEdit, decideFetched } from './follow.ts'

const messageTs = 1_772_420_400_000_100n
const ctx = contextAt(5)
const seen: NonNullable<MessageContext['seen']> = {
  channelId: 'CINC',
  ts: messageTs,
  threadTs: null,
  authorId: ana.id,
  authorName: null,
  text: 'error rate is up',
  content: [],
  editedTs: 2n,
  changedTs: 2n,
  isTalk: true,
}
const known = (given: Partial<MessageContext> = {}): MessageContext => ({
  reactions: [],
  entry: entryWith(),
  seen,
  deletedAt: null,
  names: new Map([[ana.id, ana.name]]),
  ...given,
})
const edited = (message: Partial<SeenMessage> = {}, by: MessageEdited['by'] = { id: ana.id }): MessageEdited => ({
  changedTs: message.editedTs ?? 3n,
  type: 'messageEdited',
  workspaceId: 'T1',
  channelId: 'CINC',
  message: { ...seen, text: 'error rate is &gt; 5 %', editedTs: 3n, ...message },
  by,
})

const message = { channelId: 'CINC', messageTs: 1n }

describe('an edit in Slack', () => {
  it('becomes a revision with the previous text and the editor', () => {
    const decision = decideEdit({ ...ctx, state: stateWith() }, edited(), known())
    expect(typesOf(decision)).toEqual(['seen.edited', 'entry.revised'])
    expect(changed(decision, entryRevised)[0]).toMatchObject({
      entryId: 'e1',
      text: 'error rate is > 5 %',
      previous: 'error rate is up',
      by: ana.id,
      at: ctx.now,
    })
    expect(decision.send).toEqual([])
  })

  it.each<[string, MessageEdited, Partial<MessageContext>, string[]]>([
    ['changes nothing if it is older than the stored one', edited({ editedTs: 1n }), {}, []],
    ['changes nothing if it is stored already', edited({ editedTs: 2n }), {}, []],
    [
      'only updates the stored message if the text is the same',
      edited({ text: 'error rate is up' }),
      {},
      ['seen.edited'],
    ],
    ['only updates the stored message without an entry', edited(), { entry: null }, ['seen.edited']],
    [
      'only updates the stored message of an entry that the bot recorded',
      edited(),
      { entry: entryWith({ captured: false }) },
      ['seen.edited'],
    ],
    ['revises the entry of a message that was not stored', edited(), { seen: null }, ['seen.edited', 'entry.revised']],
    [
      'revises a withdrawn entry',
      edited(),
      { entry: entryWith({ state: 'withdrawn' }) },
      ['seen.edited', 'entry.revised'],
    ],
  ])('%s', (_, input, given, types) => {
    expect(typesOf(decideEdit({ ...ctx, state: stateWith() }, input, known(given)))).toEqual(types)
  })

  it('without an editor is attributed to the author, or to Slack', () => {
    const by = (entry: MessageContext['entry']) =>
      changed(decideEdit({ ...ctx, state: stateWith() }, edited({}, null), known({ entry })), entryRevised)[0]?.by
    expect(by(entryWith())).toBe(ana.id)
    expect(by(entryWith({ authorId: null }))).toBe('slack')
  })

  it('fetches the name of an unknown person', () => {
    const decision = decideEdit({ ...ctx, state: stateWith() }, edited({ text: 'ask <@UNEW>' }), known())
    expect(callsOf(decision)).toEqual(['fetch_entry'])
  })

  it('rewords the hypothesis in the ledger, unless the text is now empty', () => {
    const state = stateWith({ hypotheses: [hypothesisWith({ entryId: 'e1' })] })
    const reworded = decideEdit({ ...ctx, state }, edited({ text: 'NLB  is failing' }), known())
    expect(changed(reworded, hypothesisRestated)).toEqual([
      hypothesisRestated({ id: 'h1', statement: 'NLB is failing' }),
    ])
    expect(callsOf(reworded)).toEqual([])
    const emptied = decideEdit({ ...ctx, state }, edited({ text: '' }), known())
    expect(changed(emptied, hypothesisRestated)).toEqual([])
  })
})

describe('a deletion in Slack', () => {
  const input = { type: 'messageDeleted', workspaceId: 'T1', channelId: 'CINC', ts: messageTs } as const
  it.each<[string, Partial<MessageContext>, string[]]>([
    ['marks the entry as deleted and keeps it', {}, ['seen.deleted', 'entry.deleted_in_slack']],
    ['marks the entry only once', { entry: entryWith({ deletedInSlack: ctx.now }) }, ['seen.deleted']],
    ['only updates the stored message without an entry', { entry: null }, ['seen.deleted']],
    [
      'only updates the stored message of an entry that the bot recorded',
      { entry: entryWith({ captured: false }) },
      ['seen.deleted'],
    ],
  ])('%s', (_, given, types) => {
    expect(typesOf(decideDeletion({ ...ctx, state: stateWith() }, input, known(given)))).toEqual(types)
  })
})

describe('a fetched message', () => {
  const got = (given: Partial<Extract<CallResult, { got: 'entry' }>> = {}): Extract<CallResult, { got: 'entry' }> => ({
    got: 'entry',
    text: 'ask <@UBEN>',
    authorId: ana.id,
    authorName: null,
    content: [{ kind: 'link', title: 'the graph' }],
    threadTs: null,
    labels: [],
    left: [],
    people: [
      { id: ana.id, name: 'Ana', zone: 'UTC', bot: false, gone: false },
      { id: ben.id, name: 'Ben', zone: null, bot: false, gone: false },
    ],
    ...given,
  })
  const pending = entryWith({ state: 'pending', text: '', authorId: null, authorName: null })

  it('completes the entry and stores the people', () => {
    const decision = decideFetched({ ...ctx, state: stateWith() }, { message, entry: pending, names: new Map() }, got())
    expect(changed(decision, entryCompleted)[0]).toEqual(
      entryCompleted({
        entryId: 'e1',
        raw: 'ask <@UBEN>',
        text: 'ask @Ben',
        authorId: ana.id,
        authorName: 'Ana',
        threadTs: null,
        attachments: [{ kind: 'link', title: 'the graph' }],
      }),
    )
    expect(changed(decision, personFetched).map(({ id }) => id)).toEqual([ana.id, ben.id])
  })

  it.each([
    ['keeps the author name of the entry', { authorName: 'Grafana' }, {}, { authorName: 'Grafana' }],
    ['brings the name a bot gave itself', {}, { authorName: 'Nagios' }, { authorName: 'Nagios' }],
    [
      'leaves an unknown author without a name',
      {},
      { authorId: null, people: [] },
      { authorId: null, authorName: null },
    ],
    ['keeps the attachments if only names were fetched', { attachments: [] }, { content: null }, { attachments: [] }],
  ])('%s', (_, entry, given, expected) => {
    const decision = decideFetched(
      { ...ctx, state: stateWith() },
      { message, entry: { ...pending, ...entry }, names: new Map() },
      got(given),
    )
    expect(changed(decision, entryCompleted)[0]).toMatchObject(expected)
  })

  it('proposes the hypothesis in the ledger, once', () => {
    const entry = { ...pending, kind: 'hypothesis' as const }
    const first = decideFetched(
      { ...ctx, state: stateWith() },
      { message, entry: entry, names: new Map() },
      got({ text: 'ALB is failing' }),
    )
    expect(changed(first, hypothesisProposed)[0]).toMatchObject({
      statement: 'ALB is failing',
      entryId: 'e1',
    })
    const state = stateWith({ hypotheses: [hypothesisWith({ entryId: 'e1' })] })
    const again = decideFetched(
      { ...ctx, state },
      { message, entry: entry, names: new Map() },
      got({ text: 'ALB is failing' }),
    )
    expect(typesOf(again)).not.toContain('hypothesis.proposed')
  })

  it('fills missing names into a hypothesis in the ledger', () => {
    const state = stateWith({ hypotheses: [hypothesisWith({ entryId: 'e1', statement: '@UBEN broke it' })] })
    const entry = entryWith({ kind: 'hypothesis', text: '@UBEN broke it' })
    const decision = decideFetched(
      { ...ctx, state },
      { message, entry: entry, names: new Map() },
      got({ text: '<@UBEN> broke it' }),
    )
    expect(changed(decision, hypothesisRestated)[0]).toMatchObject({ statement: '@Ben broke it' })
  })

  it('proposes nothing if the entry was withdrawn before the fetch completed', () => {
    const entry = entryWith({ kind: 'hypothesis', state: 'withdrawn', text: '' })
    expect(
      typesOf(decideFetched({ ...ctx, state: stateWith() }, { message, entry: entry, names: new Map() }, got())),
    ).not.toContain('hypothesis.proposed')
  })
})
