import { answerWithModal, combineDecisions, type Decision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { Command } from '../../core/feature/feature.ts'
import { onAction, onModal } from '../../core/feature/on-control.ts'
import type { ButtonClicked } from '../../core/input.ts'
import { actorZone } from '../../core/state.ts'
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

const readerFor = (ctx: WithActor): ReaderClock => ({ zone: actorZone(ctx), now: ctx.now })

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
  run: async (ctx, { rest, channelId, triggerId }, tx) => {
    const { state } = ctx
    const impact = await loadImpact(tx, state.incident.id)
    const words = toPlainText(rest).trim()
    if (!words && triggerId) return answerWithModal(impactModal(state, impact, channelId))
    const reader = readerFor(ctx)
    const quick = readImpact(words, reader, ctx.settings.command)
    if ('refusal' in quick) return { refusal: escapeMrkdwn(quick.refusal) }
    if ('endedAt' in quick) return endImpact(ctx, impact, quick.endedAt)
    return recordImpact(ctx, impact, quick.told)
  },
}

export const onImpactModal = onModal(impactModals.impact, 'respond', async (ctx, { about, fields }, tx) => {
  const { state } = ctx
  const { from, to, names } = parsePeriodFields(fields)
  const impact = await loadImpact(tx, state.incident.id)
  if (about.shown !== fingerprintImpact(state.incident, impact))
    return { refusal: editConflictMessage, field: names.from }
  const read = parseImpactPeriod({ from, to }, readerFor(ctx))
  if ('refusal' in read) return { ...read, field: names[read.field] }
  const services = parseNameList(fields.services ?? '')
  const report = { ...read, facts: factsIn(fields), services }
  const outcome = recordImpact(ctx, impact, report)
  if (!isRefusal(outcome)) return outcome
  return { ...outcome, field: outcome.field === 'to' ? names.to : names.from }
})

export const onImpactActions = [
  onAction(impactActions.add, 'respond', addImpactPeriod),
  onAction(impactActions.remove, 'respond', async (ctx, click, tx) => {
    const { id } = click.about
    const impact = await loadImpact(tx, ctx.state.incident.id)
    const removed = removeImpactPeriod(ctx, impact, id)
    const left = { ...impact, periods: impact.periods.filter((period) => period.id !== id) }
    return refreshImpactModal(ctx, click, isRefusal(removed) ? impact : left, removed)
  }),
]

/** A click in the modal. */
type ImpactClick = Pick<ButtonClicked, 'channelId' | 'modal'>

/** Records the period as typed, and updates the modal with empty fields for the next one. */
async function addImpactPeriod(ctx: WithActor, click: ImpactClick, tx: Tx): Promise<Decision> {
  const impact = await loadImpact(tx, ctx.state.incident.id)
  const read = parseImpactPeriod(parsePeriodFields(click.modal?.fields ?? {}), readerFor(ctx))
  if ('refusal' in read) return refreshImpactModal(ctx, click, impact, read)
  const { window } = read
  if (!window) return refreshImpactModal(ctx, click, impact, { refusal: 'From when did it last?' })
  const outcome = recordImpact(ctx, impact, { window })
  if (isRefusal(outcome)) return refreshImpactModal(ctx, click, impact, outcome)
  const id = outcome.changes.find((change) => impactAdded.is(change))?.window.id ?? ''
  return refreshImpactModal(ctx, click, { ...impact, periods: [...impact.periods, { id, ...window }] }, outcome)
}

/**
 * Updates the open modal after a click, to the impact as it is then. The *Undo* answer goes out as an ephemeral message.
 */
function refreshImpactModal(
  { state, by }: WithActor,
  { channelId, modal: form }: ImpactClick,
  impact: Impact,
  outcome: Decision | Refusal,
): Decision {
  const typed = form?.fields ?? {}
  const shown = form && impactModals.impact.read(form.about)?.shown
  if (isRefusal(outcome)) {
    const open = impactModal(state, impact, channelId, { typed, shown, problem: escapeMrkdwn(outcome.refusal) })
    return answerWithModal(open)
  }
  const undo = outcome.answer && 'say' in outcome.answer ? outcome.answer.say : undefined
  const ephemeral = undo && { do: 'post_ephemeral' as const, to: by.id, message: undo }
  const send = ephemeral ? [{ to: { incident: state.incident.id }, call: ephemeral }] : []
  const sorted = { ...impact, periods: impact.periods.toSorted((a, b) => a.from.getTime() - b.from.getTime()) }
  const open = impactModal(state, sorted, channelId, { typed, shown })
  return combineDecisions(outcome, { changes: [], send, answer: { open } })
}
