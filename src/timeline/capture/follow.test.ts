import { describe, expect, it } from 'vitest'
import {
  ana,
  ben,
  callsOf,
  changed,
  entryWith,
  hypothesisWith,
  momentAt,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { MessageEdited } from '../../core/input.ts'
import type { CallResult } from '../../core/outbox/outcome.ts'
import type { SeenMessage } from '../../core/record/model.ts'
import type { MessageContext } from './capture.ts'
import { decideDeletion, decideEdit, decideFetched } from './follow.ts'

const messageTs = 1_772_420_400_000_100n
const ctx = momentAt(5)
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
  answersChallenge: false,
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

describe('an edit in Slack', () => {
  it('becomes a revision of the entry, with what it said before and who changed it', () => {
    const decision = decideEdit(stateWith(), edited(), known(), ctx)
    expect(typesOf(decision)).toEqual(['seen.edited', 'entry.revised'])
    expect(changed(decision, 'entry.revised')[0]).toMatchObject({
      entryId: 'e1',
      text: 'error rate is > 5 %',
      previous: 'error rate is up',
      by: ana.id,
      at: ctx.now,
    })
    expect(decision.send).toEqual([])
  })

  it.each<[string, MessageEdited, Partial<MessageContext>, string[]]>([
    ['older than the one that is known', edited({ editedTs: 1n }), {}, []],
    ['that is known already', edited({ editedTs: 2n }), {}, []],
    ['that leaves the words as they are', edited({ text: 'error rate is up' }), {}, ['seen.edited']],
    ['of a message that is not on the timeline', edited(), { entry: null }, ['seen.edited']],
    ['of a line of the bot', edited(), { entry: entryWith({ captured: false }) }, ['seen.edited']],
    ['of a message never seen', edited(), { seen: null }, ['seen.edited', 'entry.revised']],
    [
      'of an entry taken back, kept all the same',
      edited(),
      { entry: entryWith({ state: 'withdrawn' }) },
      ['seen.edited', 'entry.revised'],
    ],
  ])('%s', (_, input, given, types) => {
    expect(typesOf(decideEdit(stateWith(), input, known(given), ctx))).toEqual(types)
  })

  it('by Slack itself is put down to the author, or to Slack', () => {
    const by = (entry: MessageContext['entry']) =>
      changed(decideEdit(stateWith(), edited({}, null), known({ entry }), ctx), 'entry.revised')[0]?.by
    expect(by(entryWith())).toBe(ana.id)
    expect(by(entryWith({ authorId: null }))).toBe('slack')
  })

  it('that names somebody nobody has met asks who that is', () => {
    const decision = decideEdit(stateWith(), edited({ text: 'ask <@UNEW>' }), known(), ctx)
    expect(callsOf(decision)).toEqual(['fetch_entry'])
  })

  it('of a hypothesis rewords it in the ledger; emptied, it keeps its words', () => {
    const state = stateWith({ hypotheses: [hypothesisWith({ entryId: 'e1' })] })
    const reworded = decideEdit(state, edited({ text: 'NLB  is failing' }), known(), ctx)
    expect(changed(reworded, 'hypothesis.restated')).toEqual([
      { type: 'hypothesis.restated', id: 'h1', statement: 'NLB is failing' },
    ])
    expect(callsOf(reworded)).toEqual([])
    const emptied = decideEdit(state, edited({ text: '' }), known(), ctx)
    expect(changed(emptied, 'hypothesis.restated')).toEqual([])
  })
})

describe('a deletion in Slack', () => {
  const input = { type: 'messageDeleted', workspaceId: 'T1', channelId: 'CINC', ts: messageTs } as const
  it.each<[string, Partial<MessageContext>, string[]]>([
    ['marks the entry and keeps it', {}, ['seen.deleted', 'entry.deleted_in_slack']],
    ['counts once', { entry: entryWith({ deletedInSlack: ctx.now }) }, ['seen.deleted']],
    ['of what is not on the timeline', { entry: null }, ['seen.deleted']],
    ['of a line of the bot', { entry: entryWith({ captured: false }) }, ['seen.deleted']],
  ])('%s', (_, given, types) => {
    expect(typesOf(decideDeletion(stateWith(), input, known(given), ctx))).toEqual(types)
  })
})

describe('what an entry lacked', () => {
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

  it('is filled in, and the people are remembered', () => {
    const decision = decideFetched(stateWith(), pending, got(), new Map(), ctx)
    expect(changed(decision, 'entry.completed')[0]).toEqual({
      type: 'entry.completed',
      entryId: 'e1',
      raw: 'ask <@UBEN>',
      text: 'ask @Ben',
      authorId: ana.id,
      authorName: 'Ana',
      threadTs: null,
      attachments: [{ kind: 'link', title: 'the graph' }],
    })
    expect(changed(decision, 'person.known').map(({ id }) => id)).toEqual([ana.id, ben.id])
  })

  it.each([
    ['keeps the name it has', { authorName: 'Grafana' }, {}, { authorName: 'Grafana' }],
    ['takes the name a bot gave itself', {}, { authorName: 'Nagios' }, { authorName: 'Nagios' }],
    ['stays nameless where nobody knows', {}, { authorId: null, people: [] }, { authorId: null, authorName: null }],
    ['keeps its pictures where only names were asked for', { attachments: [] }, { content: null }, { attachments: [] }],
  ])('%s', (_, entry, given, expected) => {
    const decision = decideFetched(stateWith(), { ...pending, ...entry }, got(given), new Map(), ctx)
    expect(changed(decision, 'entry.completed')[0]).toMatchObject(expected)
  })

  it('brings a hypothesis into the ledger, once', () => {
    const entry = { ...pending, kind: 'hypothesis' as const }
    const first = decideFetched(stateWith(), entry, got({ text: 'ALB is failing' }), new Map(), ctx)
    expect(changed(first, 'hypothesis.proposed')[0]).toMatchObject({
      statement: 'ALB is failing',
      entryId: 'e1',
    })
    const state = stateWith({ hypotheses: [hypothesisWith({ entryId: 'e1' })] })
    const again = decideFetched(state, entry, got({ text: 'ALB is failing' }), new Map(), ctx)
    expect(typesOf(again)).not.toContain('hypothesis.proposed')
  })

  it('gives a hypothesis in the ledger the names it lacked', () => {
    const state = stateWith({ hypotheses: [hypothesisWith({ entryId: 'e1', statement: '@UBEN broke it' })] })
    const entry = entryWith({ kind: 'hypothesis', text: '@UBEN broke it' })
    const decision = decideFetched(state, entry, got({ text: '<@UBEN> broke it' }), new Map(), ctx)
    expect(changed(decision, 'hypothesis.restated')[0]).toMatchObject({ statement: '@Ben broke it' })
  })

  it('brings nothing into the ledger that was taken back meanwhile', () => {
    const entry = entryWith({ kind: 'hypothesis', state: 'withdrawn', text: '' })
    expect(typesOf(decideFetched(stateWith(), entry, got(), new Map(), ctx))).not.toContain('hypothesis.proposed')
  })
})
