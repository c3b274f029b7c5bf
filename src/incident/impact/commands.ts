import { answerWithModal, combineDecisions, type Decision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { DecisionContext } from '../../core/feature/context.ts'
import type { Command } from '../../core/feature/feature.ts'
import { onAction, onModal } from '../../core/feature/on-control.ts'
import type { ButtonClicked } from '../../core/input.ts'
import type { IncidentState } from '../../core/state.ts'
import { zoneFor } from '../../core/state.ts'
import { escapeMrkdwn, toPlainText } from '../../messages/mrkdwn.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { editConflictMessage } from '../lifecycle/fingerprint.ts'
import { parseNameList } from '../lifecycle/read-declaration.ts'
import type { ReaderClock } from '../lifecycle/read-time.ts'
import { loadImpact } from '../lifecycle/store.ts'
import { impactActions, impactModals } from './controls.ts'
import { endImpact, recordImpact, removeImpactPeriod } from './impact.ts'
import { factsIn, fingerprintImpact, impactModal, parsePeriodFields } from './modal.ts'
import { type Impact, impactAdded } from './model.ts'
import { parseImpactPeriod, readImpact } from './quick.ts'

const readerFor = (state: IncidentState, by: string, { now }: DecisionContext): ReaderClock => ({
  zone: zoneFor(state, by),
  now,
})

export const impactCommand: Command = {
  word: 'impact',
  usage: 'impact [08:06-08:26 | since 08:06 | until 08:26 | users …]',
  example: 'impact users 1-3 % of telemetry',
  does: 'when it hurt, whom and how much; alone: a form',
  panel: [
    { on: 'open', row: 'Record', rank: 7, label: 'Impact…' },
    { on: 'ended', row: 'Carry on', rank: 4, label: 'Impact…' },
  ],
  on: 'incident',
  act: 'respond',
  run: async (state, { rest, by, channelId, triggerId }, ctx, tx) => {
    const impact = await loadImpact(tx, state.incident.id)
    const words = toPlainText(rest).trim()
    if (!words && triggerId) return answerWithModal(impactModal(state, impact, channelId))
    const reader = readerFor(state, by.id, ctx)
    const quick = readImpact(words, reader, ctx.settings.command)
    if ('refusal' in quick) return { refusal: escapeMrkdwn(quick.refusal) }
    if ('endedAt' in quick) return endImpact(state, impact, quick.endedAt, by, ctx)
    return recordImpact(state, impact, quick.told, by, ctx)
  },
}

export const onImpactModal = onModal(impactModals.impact, 'respond', async (state, { about, fields, by }, ctx, tx) => {
  const { from, to, names } = parsePeriodFields(fields)
  const impact = await loadImpact(tx, state.incident.id)
  if (about.shown !== fingerprintImpact(state.incident, impact))
    return { refusal: editConflictMessage, field: names.from }
  const read = parseImpactPeriod({ from, to }, readerFor(state, by.id, ctx))
  if ('refusal' in read) return { ...read, field: names[read.field] }
  const services = parseNameList(fields.services ?? '')
  const report = { ...read, facts: factsIn(fields), services }
  const outcome = recordImpact(state, impact, report, by, ctx)
  if (!isRefusal(outcome)) return outcome
  return { ...outcome, field: outcome.field === 'to' ? names.to : names.from }
})

export const onImpactActions = [
  onAction(impactActions.add, 'respond', addImpactPeriod),
  onAction(impactActions.remove, 'respond', async (state, click, ctx, tx) => {
    const impact = await loadImpact(tx, state.incident.id)
    const { about, by } = click
    const left = { ...impact, periods: impact.periods.filter(({ id }) => id !== about.id) }
    return refreshImpactModal(state, click, impact, left, removeImpactPeriod(state, impact, about.id, by, ctx))
  }),
]

/** A click in the modal. */
type ImpactClick = Pick<ButtonClicked, 'by' | 'channelId' | 'modal'>

/** Records the period as typed, and updates the modal with empty fields for the next one. */
async function addImpactPeriod(
  state: IncidentState,
  click: ImpactClick,
  ctx: DecisionContext,
  tx: Tx,
): Promise<Decision> {
  const impact = await loadImpact(tx, state.incident.id)
  const read = parseImpactPeriod(parsePeriodFields(click.modal?.fields ?? {}), readerFor(state, click.by.id, ctx))
  if ('refusal' in read) return refreshImpactModal(state, click, impact, impact, read)
  const { window } = read
  if (!window) return refreshImpactModal(state, click, impact, impact, { refusal: 'From when did it last?' })
  const outcome = recordImpact(state, impact, { window }, click.by, ctx)
  const periods = [...impact.periods, { id: findAddedPeriodId(outcome), ...window }]
  return refreshImpactModal(state, click, impact, { ...impact, periods }, outcome)
}

const findAddedPeriodId = (outcome: Decision | Refusal): string => {
  const changes = isRefusal(outcome) ? [] : outcome.changes
  return changes.find((change) => impactAdded.is(change))?.window.id ?? ''
}

/** Updates the open modal after a button click. The *Undo* answer goes out as an ephemeral message. */
function refreshImpactModal(
  state: IncidentState,
  { channelId, modal: form, by }: ImpactClick,
  before: Impact,
  after: Impact,
  outcome: Decision | Refusal,
): Decision {
  const typed = form?.fields ?? {}
  const shown = form && impactModals.impact.read(form.about)?.shown
  if (isRefusal(outcome)) {
    const open = impactModal(state, before, channelId, { typed, shown, problem: escapeMrkdwn(outcome.refusal) })
    return answerWithModal(open)
  }
  const undo = outcome.answer && 'say' in outcome.answer ? outcome.answer.say : undefined
  const ephemeral = undo && { do: 'post_ephemeral' as const, to: by.id, message: undo }
  const send = ephemeral ? [{ to: { incident: state.incident.id }, call: ephemeral }] : []
  const sorted = { ...after, periods: after.periods.toSorted((a, b) => a.from.getTime() - b.from.getTime()) }
  const open = impactModal(state, sorted, channelId, { typed, shown })
  return combineDecisions(outcome, { changes: [], send, answer: { open } })
}
