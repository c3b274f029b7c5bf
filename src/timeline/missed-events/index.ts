import type { Decision } from '../../core/decision.ts'
import type { Feature } from '../../core/feature/feature.ts'
import { isClosedOrCancelled } from '../../core/incident/model.ts'
import { setTimer } from '../../core/timers/set.ts'
import { recordLostMessages } from './lost-messages.ts'
import { missedEventSavers } from './store.ts'
import { nextReading, requestChannelRead } from './walk.ts'

/** Reads channels page by page for missed events. The events of one page are handled before the next is requested. */
export const missedEventsFeature: Feature = {
  name: 'missed events',
  savers: missedEventSavers,
  timerDue: {
    reread: {
      on: 'incident',
      act: 'read',
      run: ({ state, now }, _due): Decision => ({
        changes: setTimer(state, 'reread', null),
        send: isClosedOrCancelled(state.incident) ? [] : requestChannelRead(state.incident, 'start', now),
      }),
    },
  },
  callCompleted: [
    {
      on: 'call',
      concerns: ({ send }) => send.call.do === 'read_messages',
      run: ({ now }, input) => {
        const call = nextReading(input)
        return { changes: recordLostMessages(input, now), send: call ? [{ ...input.send, call }] : [] }
      },
    },
  ],
}
