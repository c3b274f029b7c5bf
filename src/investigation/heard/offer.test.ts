import { describe, expect, it } from 'vitest'
import {
  actionWith,
  at,
  ben,
  contextAt,
  hypothesisWith,
  linesOf,
  recurrenceWith,
  stateWith,
  typesOf,
  waitWith,
} from '../../../test/support/situation.ts'
import type { Status } from '../../core/incident/model.ts'
import type { InvestigationState } from '../state.ts'
import { offerMade } from './changes.ts'
import { decideOffer, type OfferContext } from './offer.ts'

const untouched: OfferContext = {
  isEntry: false,
  isDeleted: false,
  isOffered: false,
  lastOfferAt: null,
  isStopped: false,
  names: new Map(),
}
/** When messages are posted, in minutes after the declaration, unless a test says otherwise. */
const minutes = 20

interface Given {
  text?: string
  state?: InvestigationState
  before?: Partial<OfferContext>
  channelId?: string
  threadTs?: bigint | null
  postedAt?: number
  now?: number
  settings?: Record<string, unknown>
}

function offered(given: Given = {}) {
  const { text = 'I think it’s the ALB', state = stateWith(), channelId = 'CINC' } = given
  const message = {
    channelId,
    ts: BigInt(at(given.postedAt ?? minutes).getTime()) * 1000n,
    threadTs: given.threadTs ?? null,
    authorId: ben.id,
    authorName: null,
    text,
    content: [],
    editedTs: null,
    isTalk: true,
  }
  const input = { type: 'remarkMade', workspaceId: 'T1', by: ben, channelId, message } as const
  return decideOffer({ ...contextAt(given.now ?? minutes, given.settings), state }, input, {
    ...untouched,
    ...given.before,
  })
}

const status = (given: Status) => stateWith({ incident: { status: given } })
const shown = (given: Given): string => {
  const call = offered(given).send[0]?.call
  return call?.do === 'post_ephemeral' ? JSON.stringify(call.message.blocks) : ''
}

describe('the offer for a message', () => {
  const acted = stateWith({ actions: [actionWith({ text: 'restarted the proxy', at: at(10) })] })
  it.each<[string, InvestigationState, string]>([
    ['I think it’s the ALB', stateWith(), 'Track as hypothesis'],
    ['it’s back', stateWith(), 'Record recurrence'],
    ['restarted the broker', stateWith(), 'Record action'],
    ['rolled it back', stateWith(), 'Record action'],
    ['opened a case with AWS', stateWith(), 'Change it first…'],
    ['opened a case with Google', stateWith({ waits: [waitWith({ party: 'Go' })] }), 'Change it first…'],
    ['opened a case with our provider', stateWith(), 'Note the wait…'],
    ['still broken', acted, 'No effect'],
    ['no change', acted, 'restarted the proxy'],
    ['that didn’t help', acted, 'Another result…'],
  ])('%s', (text, state, label) => {
    expect(shown({ text, state })).toContain(label)
  })

  it('names the latest earlier action without a result', () => {
    const state = stateWith({
      actions: [
        actionWith({ entryId: 'a', text: 'drained the node', at: at(5) }),
        actionWith({ entryId: 'b', text: 'doubled the pool', at: at(8) }),
        actionWith({ entryId: 'c', text: 'purged the cache', at: at(9), result: 'no_effect' }),
        actionWith({ entryId: 'd', text: 'paged the vendor', at: at(30) }),
      ],
    })
    expect(shown({ text: 'still broken', state })).toContain('doubled the pool')
  })
})

describe('nothing is offered', () => {
  const cases: [string, Given][] = [
    ['for a message without a sign', { text: 'good morning' }],
    ['for an observation', { text: 'p99 is climbing, 5xx everywhere' }],
    ['for a message that is an entry already', { before: { isEntry: true } }],
    ['for a deleted message', { before: { isDeleted: true } }],
    ['twice for one message', { before: { isOffered: true, lastOfferAt: at(-60) } }],
    ['within half an hour of the last offer', { before: { lastOfferAt: at(minutes - 29.9) } }],
    ['to people who turned offers off', { before: { isStopped: true } }],
    ['if the team turned offers off', { settings: { listening: { offers: 'off' } } }],
    ['in another channel', { channelId: 'COPS' }],
    ['for a message delivered late', { postedAt: minutes - 6 }],
    ['in a closed incident', { state: status('closed') }],
    ['in a cancelled incident', { state: status('cancelled') }],
    ['at a severity that is not challenged', { state: stateWith({ incident: { severity: 'SEV4' } }) }],
    ['in a mode that is not challenged', { state: stateWith({ incident: { mode: 'retrospective' } }) }],
    ['if challenges of this mode are off', { settings: { challenges: { modes: { live: 'off' } } } }],
    ['for a hypothesis after mitigation', { state: status('monitoring') }],
    ['for an action after mitigation', { text: 'restarted it', state: status('monitoring') }],
    [
      'for “still broken” long after the last action',
      {
        text: 'still broken',
        postedAt: 71,
        now: 71,
        state: stateWith({ actions: [actionWith({ at: at(10) })] }),
      },
    ],
    ['for “still broken” without an action', { text: 'still broken' }],
    [
      'for a hypothesis in the ledger, even ruled out',
      {
        state: stateWith({
          hypotheses: [hypothesisWith({ statement: 'i think its the alb', state: 'ruled_out' })],
        }),
      },
    ],
    [
      'for a recurrence that is on record',
      { text: 'it’s back', state: stateWith({ recurrences: [recurrenceWith({ at: at(minutes - 3) })] }) },
    ],
    [
      'for a wait that is on record',
      { text: 'opened a case with AWS', state: stateWith({ waits: [waitWith({ party: 'AWS support' })] }) },
    ],
  ]
  it.each(cases)('%s', (_where, given) => {
    expect(offered(given)).toEqual({ changes: [], send: [] })
  })
})

describe('an offer', () => {
  it('is stored, so that it is made once', () => {
    expect(offered().changes).toEqual([
      offerMade({
        offer: {
          incidentId: 'incident',
          channelId: 'CINC',
          messageTs: BigInt(at(minutes).getTime()) * 1000n,
          personId: ben.id,
          sign: 'hypothesis',
          offeredAt: at(minutes),
        },
      }),
    ])
  })

  it('is made again half an hour after the last, and for a recurrence after mitigation', () => {
    expect(typesOf(offered({ before: { lastOfferAt: at(minutes - 30) } }))).toEqual(['offer.made'])
    expect(typesOf(offered({ text: 'it’s back', state: status('resolved') }))).toEqual(['offer.made'])
  })

  it('is an ephemeral message to the author, in the same thread and nowhere else', () => {
    expect(linesOf(offered())).toEqual([])
    expect(offered({ threadTs: 1_700_000_000_000_100n }).send).toEqual([
      {
        to: { incident: 'incident' },
        call: expect.objectContaining({
          do: 'post_ephemeral',
          to: ben.id,
          only: 'here',
          thread: '1700000000.000100',
        }),
      },
    ])
  })

  it('pings nobody and breaks no markup by its quotation', () => {
    const text = 'I think it’s the <!channel> &lt;!here&gt; <@UANA> cache'
    const quote = shown({ text, before: { names: new Map([['UANA', 'Ana <b>']]) } })
    expect(quote).toContain('“I think it’s the @channel &lt;!here&gt; @Ana &lt;b&gt; cache”')
    expect(quote).not.toMatch(/<[!@]/)
  })
})
