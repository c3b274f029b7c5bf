import { describe, expect, it } from 'vitest'
import { checkMessageBlocks, checkView } from '../../playground/blocks/validate.ts'
import * as forms from '../../src/investigation/challenges/modals.ts'
import { challengeReasons } from '../../src/investigation/challenges/model.ts'
import { reconcileChallenge } from '../../src/investigation/challenges/reconcile.ts'
import { challengeMessage } from '../../src/investigation/challenges/view.ts'
import * as ledgerForms from '../../src/investigation/ledger/modals.ts'
import { beginTestModal } from '../../src/investigation/ledger/test-modals.ts'
import { ledgerMessage } from '../../src/investigation/ledger/view.ts'
import type { SlackMessage } from '../../src/messages/blocks.ts'
import { type Modal, modalView } from '../../src/messages/modal.ts'
import { closeModal } from '../../src/postmortem/close/modal.ts'
import type { ResponseState } from '../../src/postmortem/state.ts'
import { incidentPanelMessage } from '../../src/screens/panel/view.ts'
import { challengeIn, situations } from '../support/asked.ts'
import { markupIn } from '../support/pings.ts'
import {
  actionWith,
  at,
  contextAt,
  evidenceOf,
  hypothesisWith,
  testWith,
  unexplainedWith,
  waitWith,
} from '../support/situation.ts'

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Texts of the maximum length that consist of Slack markup or of characters other than letters. */
const texts = ['<!channel> & *b* `c` ~d~ | ', '&', '🔥', '\n', '\u202E', '```', '<@UBEN>'].map((piece) =>
  [...piece.repeat(300)].slice(0, 299).join('').slice(0, 300),
)
const text = (index: number): string => texts[index % texts.length] ?? ''

/** Adds more to the ledger than any team would write in one incident. */
function crowded(state: ResponseState): ResponseState {
  const hypotheses = times(200, (index) =>
    hypothesisWith({
      id: `h${index + 1}`,
      number: index + 1,
      statement: text(index),
      leads: index === 0,
      evidence: [...evidenceOf('for', 250, { text: text(index) }), ...evidenceOf('against', 250)],
      tests: times(index < 100 ? 1 : 0, () =>
        testWith({ id: `t${index + 1}`, hypothesisId: `h${index + 1}`, text: text(index) }),
      ),
    }),
  )
  return {
    ...state,
    hypotheses,
    otherTests: times(100, (index) => testWith({ id: `o${index}`, hypothesisId: null, text: text(index) })),
    unexplained: times(300, (index) =>
      unexplainedWith({ entryId: index === 0 ? 'odd' : `odd${index}`, text: text(index) }),
    ),
    waits: times(50, (index) =>
      waitWith({ id: `w${index + 1}`, party: text(index).slice(0, 100), about: text(index) }),
    ),
    actions: times(100, (index) =>
      actionWith({ entryId: index === 0 ? 'action' : `a${index}`, text: text(index), at: at(index / 10) }),
    ),
  }
}

const fits = ({ text: notification, blocks }: SlackMessage): void => {
  expect(checkMessageBlocks(blocks)).toBeUndefined()
  expect(Buffer.byteLength(notification)).toBeLessThanOrEqual(4_000)
  expect(markupIn({ text: notification, blocks }).filter((found) => /^<[!@#]/.test(found))).toEqual([])
}
const opens = (modal: Modal): void => expect(checkView(modalView(modal), 'modal')).toEqual([])
/** The values of all options in a modal. */
const offeredIn = ({ inputs }: Modal): string[] =>
  inputs.flatMap((input) => (input.kind === 'choice' ? input.options.map(({ value }) => value) : []))

describe('a ledger with two hundred hypotheses, three hundred unexplained observations and a hundred tests', () => {
  it.each(challengeReasons)(
    'yields a question (%s) and modals that Slack accepts, and that ping nobody they quote',
    (reason) => {
      const state = crowded(situations[reason].state)
      for (const statement of texts) {
        const named = { ...state, hypotheses: state.hypotheses.map((known) => ({ ...known, statement })) }
        const challenge = challengeIn({ ...situations[reason], state: named }, reason)
        fits(challengeMessage(named, { ...challenge, askedOf: null }))
        for (const form of Object.values(forms)) if (typeof form === 'function') opens(form(named, challenge))
      }
    },
  )

  it('yields a live message, a panel and modals that Slack accepts', () => {
    const state = crowded(situations.unchallenged.state)
    fits(ledgerMessage(state))
    fits(incidentPanelMessage(state, new Map()))
    for (const form of [ledgerForms.othersModal(state), ledgerForms.explainedModal(state, null)]) opens(form)
    for (const id of ['h1', 'h200'])
      for (const form of [beginTestModal(state, id, 'UANA'), ledgerForms.evidenceModal(state, id, [])]) {
        opens(form)
        expect(offeredIn(form)).toContain(id)
      }
  })

  it('yields a closing modal that Slack accepts, whatever is known', () => {
    const state = crowded(situations.unchallenged.state)
    const [first, ...others] = state.hypotheses
    if (!first) throw new Error('nothing is tracked')
    const confirmed = { ...first, state: 'confirmed' as const, verdict: 'cause' as const }
    const passed = times(100, (index) => ({
      channelId: 'CINC',
      ts: BigInt(index),
      threadTs: null,
      authorId: 'UANA',
      authorName: text(index),
      text: `restarted the worker ${text(index)}`,
      names: new Map<string, string>(),
    }))
    for (const words of texts) {
      const prose = { summary: words, impact: words.repeat(60), causes: '', resolution: words.repeat(30) }
      const lessons = times(50, () => ({ category: 'badly' as const, text: words }))
      const known = { prose, isCauseKnown: true, written: [], lessons, passed }
      const form = closeModal({ ...state, hypotheses: [confirmed, ...others] }, known, 'CINC')
      opens(form)
      expect(form.inputs.map(({ name }) => name)).toEqual(expect.arrayContaining(['explained', 'noticed']))
    }
  })

  it('allows the oldest of two hundred closed hypotheses to be reopened', () => {
    const { hypotheses, ...state } = crowded(situations.unchallenged.state)
    const closed = hypotheses.map((known) => ({
      ...known,
      state: 'ruled_out' as const,
      closedBecause: text(1),
    }))
    fits(ledgerMessage({ ...state, hypotheses: closed }))
    const form = ledgerForms.reopenModal({ ...state, hypotheses: closed }, 'h1')
    opens(form)
    expect(offeredIn(form)).toContain('h1')
  })

  it('decides quickly what follows a change', () => {
    const state = crowded(situations.unchallenged.state)
    const before = performance.now()
    reconcileChallenge({ ...contextAt(90), state })
    expect(performance.now() - before).toBeLessThan(5_000)
  })
})
