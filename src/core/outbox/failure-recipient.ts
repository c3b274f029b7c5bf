import type { FailureRecipient, Send } from './call.ts'
import { verbNamed } from './verbs.ts'

/** Has `who` told about calls that fail for good, unless the decision names somebody else. */
export const withFailureRecipient = (sends: readonly Send[], who: FailureRecipient): Send[] =>
  sends.map((send) => {
    const needsRecipient = !send.tell && verbNamed(send.call.do).failureToldBy !== undefined && !('person' in send.to)
    return needsRecipient ? { ...send, tell: who } : send
  })
