import { z } from 'zod'
import { action } from '../../messages/action.ts'
import { withRest } from '../../platform/text.ts'
import { SuggestedEntry } from '../../timeline/listening/controls.ts'

/** Whom the team waits on and for what, each empty if not known, as it is typed: `AWS support: case 123`. */
const WaitWords = z.codec(z.string(), z.object({ party: z.string(), about: z.string() }), {
  decode(text) {
    const [party = '', ...about] = text.split(': ')
    return { party, about: about.join(': ') }
  },
  encode: ({ party, about }) => withRest(party, about),
})

/** What the author of a message is offered. */
export const offerActions = {
  take: action('timeline.take_offer', { entry: SuggestedEntry }),
  wait: action('noticing.wait', { wait: WaitWords }),
  /** Opens the modal of the `waiting` command, filled in. */
  waitForm: action('noticing.wait_form', { wait: WaitWords }),
  stop: action('noticing.stop', { offers: z.literal('stop') }),
}
