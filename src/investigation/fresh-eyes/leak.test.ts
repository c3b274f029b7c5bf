import fc from 'fast-check'
import { expect, it } from 'vitest'
import { assertWhereMet } from '../../../test/support/met.ts'
import { at, stateWith } from '../../../test/support/situation.ts'
import type { EntryKind } from '../../core/record/model.ts'
import { type BriefEntry, buildBriefLines, type WithheldStatement } from './build.ts'
import type { Brief } from './model.ts'
import { identifyingDetailsOf } from './state.ts'
import { briefRecipientMessage } from './view.ts'

/** Nouns to make sentences of; the brief's own wording contains none of them. */
const nouns = ['alb', 'cache', 'queue', 'disk', 'vault', 'kafka', 'quota', 'shard', 'proxy', 'cert', 'cron']
/** Spellings of the same word. A numbered one such as `alb-2` would be a word of its own in a statement. */
const inStatements = (noun: string) =>
  fc.constantFrom(noun, noun.toUpperCase(), `${noun}s`, `${noun}'s`, `the-${noun}`, `(${noun})`, `*${noun}*`)
const inEntries = (noun: string) => fc.oneof(inStatements(noun), fc.constant(`${noun}-2`))
const sentence = (written: (noun: string) => fc.Arbitrary<string>) =>
  fc
    .array(fc.constantFrom(...nouns).chain(written), { minLength: 1, maxLength: 4 })
    .map((words) => words.join(' is at '))

const kind = fc.constantFrom<EntryKind>(
  ...(['observation', 'recurrence', 'change', 'action', 'note', 'impact'] as const),
  ...(['hypothesis', 'evidence', 'challenge', 'waiting', 'decision', 'update'] as const),
)
const minute = fc.integer({ min: -60, max: 60 })
const noise = fc.constantFrom(
  '',
  ' https://acme.slack.com/archives/C1/p2',
  ' #inc-12-checkout-is-slow',
  ' <#C1|ops> <@UANA>',
  ' inc-12-checkout-is-slow',
  ' @Ana Alves',
  ' Checkout: is slow',
)

const entries = fc
  .array(
    fc.record({
      kind,
      words: sentence(inEntries),
      noise,
      occurred: minute,
      later: fc.nat(30),
      isAlert: fc.boolean(),
    }),
    {
      maxLength: 12,
    },
  )
  .map((all) =>
    all.map(
      ({ kind, words, noise, occurred, later, isAlert }, index): BriefEntry => ({
        id: `e${index}`,
        kind,
        text: words + noise,
        occurredAt: at(occurred),
        writtenAt: at(occurred + later),
        isAlert,
        result: null,
      }),
    ),
  )
const hypotheses = fc.array(
  fc
    .record({ statement: sentence(inStatements), opened: minute })
    .map(({ statement, opened }): WithheldStatement => ({ statement, openedAt: at(opened) })),
  { maxLength: 4 },
)

const incidents = fc.tuple(hypotheses, entries)

const symptoms: readonly EntryKind[] = ['observation', 'recurrence', 'change', 'impact']
const shown: readonly EntryKind[] = ['observation', 'recurrence', 'change', 'action', 'note']
const nounsIn = (text: string): string[] => nouns.filter((noun) => text.toLowerCase().includes(noun))

/** The revealing words, computed independently of the brief: those no symptom used before their hypothesis. */
function revealingNouns(statements: readonly WithheldStatement[], all: readonly BriefEntry[]): Set<string> {
  const revealing = statements.flatMap(({ statement, openedAt }) => {
    const before = all.filter(
      ({ kind, isAlert, occurredAt, writtenAt }) =>
        (isAlert || symptoms.includes(kind)) && occurredAt < openedAt && writtenAt < openedAt,
    )
    const used = new Set(before.flatMap(({ text }) => nounsIn(text)))
    return nounsIn(statement).filter((noun) => !used.has(noun))
  })
  return new Set(revealing)
}

function readBy(statements: readonly WithheldStatement[], all: readonly BriefEntry[]): string {
  const state = stateWith()
  const recorded = { entries: [...all], windows: [{ from: at(0), to: at(9) }], facts: [], names: [] }
  const lines = buildBriefLines(recorded, statements, identifyingDetailsOf(state, []))
  const brief = {
    id: 'b1',
    state: 'sent',
    lines,
    requestedBy: 'UANA',
    recipientId: 'UBEN',
    sentAt: at(61),
  } as Brief
  const { text, blocks } = briefRecipientMessage(state, { ...brief, recipientId: 'UBEN' }, at(61))
  return JSON.stringify({ text, blocks })
}

it('no revealing word, title, channel, link or name reaches the recipient', () => {
  assertWhereMet(incidents, { numRuns: 500, atLeast: 150 }, ([statements, all]) => {
    const read = readBy(statements, all)
    expect(nounsIn(read).filter((noun) => revealingNouns(statements, all).has(noun))).toEqual([])
    expect(read).not.toMatch(/https?:|<#|<@|#inc-|inc-12|&lt;[#@]|checkout\W+is\W+slow|Ana Alves/i)
    return revealingNouns(statements, all).size
  })
})

it('every symptom that uses none of these reaches the recipient', () => {
  assertWhereMet(incidents, { numRuns: 500, atLeast: 25 }, ([statements, all]) => {
    const read = readBy(statements, all)
    const revealing = revealingNouns(statements, all)
    const harmless = all.filter(
      ({ kind, text }) =>
        shown.includes(kind) && !nounsIn(text).some((noun) => revealing.has(noun)) && !/[@#:]|inc-12/.test(text),
    )
    for (const { text } of harmless) expect(read).toContain(text)
    return revealing.size > 0 ? harmless.length : 0
  })
})
