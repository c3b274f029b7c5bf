import type { SlackMessage } from '../../messages/blocks.ts'
import type { IncidentState } from '../state.ts'
import type { DecisionContext } from './context.ts'

/** A message that is edited in place. */
export interface LiveMessage<State extends IncidentState = IncidentState> {
  /** Renders it from the state at the time it is sent. Undefined if the key stands for nothing. */
  render(
    state: State,
    key: string,
    context: Pick<DecisionContext, 'now' | 'settings' | 'contributions'>,
  ): SlackMessage | undefined
  /** Goes to a channel of its own, so nothing in the incident's channel has to wait for it. */
  hasOwnLane?: true
}

/** The first part of a live message's name, which its feature registers. */
export const liveMessageKind = (name: string): string => name.split(':', 1)[0] ?? name
