import { combineDecisions, type Decision, type Refusal } from '../../../src/core/decision.ts'
import type { DecisionContext, ReminderRule, WithActor } from '../../../src/core/feature/context.ts'
import type { LiveMessage } from '../../../src/core/feature/live-message.ts'
import { isOngoing, responseBegan } from '../../../src/core/incident/model.ts'
import type { Actor } from '../../../src/core/input.ts'
import type { Send } from '../../../src/core/outbox/call.ts'
import { findDisplayName } from '../../../src/core/state.ts'
import { makeUndoable } from '../../../src/core/undo/undoable.ts'
import { blocksMessage, sectionBlock } from '../../../src/messages/blocks.ts'
import { button } from '../../../src/messages/controls.ts'
import { escapeMrkdwn } from '../../../src/messages/mrkdwn.ts'
import { hourMs } from '../../../src/platform/time/durations.ts'
import { coffeeReturned, coffeeServed } from './changes.ts'
import { coffeeActions } from './controls.ts'
import type { CoffeeState } from './state.ts'

export function serveCoffee(ctx: WithActor<DecisionContext<CoffeeState>>, to: Actor): Decision | Refusal {
  const { state } = ctx
  const { id: incidentId } = state.incident
  if (state.coffees.some(({ personId }) => personId === to.id)) return { refusal: 'They have had one already.' }
  const served: Decision = {
    changes: [coffeeServed({ incidentId, personId: to.id, at: ctx.now })],
    send: [refreshCoffee(state)],
  }
  const words = `Coffee for ${escapeMrkdwn(findDisplayName(state, to.id))}`
  const inverse = [coffeeReturned({ incidentId, personId: to.id })]
  return combineDecisions(served, makeUndoable(ctx, { incidentId, subject: `coffee ${to.id}`, words, inverse }))
}

export const refreshCoffee = ({ incident }: CoffeeState): Send => ({
  to: { incident: incident.id },
  call: { do: 'refresh', liveMessage: 'coffee' },
})

export const coffeeMessage: LiveMessage<CoffeeState> = {
  render(state) {
    const names = state.coffees.map(({ personId }) => escapeMrkdwn(findDisplayName(state, personId)))
    const text = `Coffee: ${names.join(', ') || 'nobody yet'}`
    return blocksMessage(text, sectionBlock(text))
  },
}

export const coffeeReminder: ReminderRule<DecisionContext<CoffeeState>> = {
  listApplicable: ({ incident, coffees }) =>
    coffees.length === 0 && isOngoing(incident)
      ? [{ since: responseBegan(incident), after: hourMs, most: 1, to: 'channel' }]
      : [],
  say: ({ incident: { id: incidentId } }) => ({
    title: 'nobody has had coffee',
    text: '*Nobody has had coffee for an hour.*',
    button: button('Bring one', coffeeActions.bring, { incidentId, size: 'large' }, 'primary'),
  }),
  outcome: { settled: () => 'There was coffee.', stopped: 'No coffee is needed.' },
}
