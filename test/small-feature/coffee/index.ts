import type { DecisionContext, WithActor } from '../../../src/core/feature/context.ts'
import type { Feature } from '../../../src/core/feature/feature.ts'
import { onAction } from '../../../src/core/feature/on-control.ts'
import { takePerson } from '../../../src/messages/mrkdwn.ts'
import { coffeeReturned } from './changes.ts'
import { coffeeActions } from './controls.ts'
import { coffeeMessage, coffeeReminder, refreshCoffee, serveCoffee } from './serve.ts'
import type { CoffeeState } from './state.ts'
import { coffeeMetric, coffeePart, coffeeSavers } from './store.ts'

/** Who has had coffee. A feature with a bit of everything, added without a change to any file of the bot. */
export const coffeeFeature: Feature<DecisionContext<CoffeeState>, Pick<CoffeeState, 'coffees'>> = {
  name: 'coffee',
  part: coffeePart,
  savers: coffeeSavers,
  metrics: [coffeeMetric],
  commands: [
    {
      word: 'coffee',
      usage: 'coffee [@person]',
      example: 'coffee @dana',
      does: 'bring somebody a coffee',
      panel: [{ on: 'open', row: 'Record', rank: 99, label: 'Coffee…' }],
      asks: () => ({
        title: 'Coffee',
        submit: 'Bring it',
        inputs: [{ name: 'person', label: 'For whom?', kind: 'person', optional: true }],
      }),
      on: 'incident',
      act: 'respond',
      run: (ctx, { rest }) => serveCoffee(ctx, takePerson(rest).person ?? ctx.by),
    },
  ],
  actions: [
    onAction(coffeeActions.bring, 'respond', (ctx: WithActor<DecisionContext<CoffeeState>>) =>
      serveCoffee(ctx, ctx.by),
    ),
  ],
  liveMessages: { coffee: coffeeMessage },
  contributes: {
    reminders: { coffee: coffeeReminder },
    refreshNaming: ({ state }, id) =>
      state.coffees.some(({ personId }) => personId === id) ? [refreshCoffee(state)] : [],
  },
  undone: ({ state }, changes) => (changes.some((change) => coffeeReturned.is(change)) ? [refreshCoffee(state)] : []),
}
