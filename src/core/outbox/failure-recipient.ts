import type { Call, FailureRecipient, Send } from './call.ts'

/** Calls that people would miss. A live message catches up at its next change, and a mark is only a courtesy. */
const callsReportedOnFailure = new Set<Call['do']>([
  'create_channel',
  'join_channel',
  'rename_channel',
  'invite',
  'set_topic',
  'post',
  'upload',
])

/** Has `who` told about calls that fail for good, unless the decision names somebody else. */
export const withFailureRecipient = (sends: readonly Send[], who: FailureRecipient): Send[] =>
  sends.map((send) => {
    const needsRecipient = !send.tell && callsReportedOnFailure.has(send.call.do) && !('person' in send.to)
    return needsRecipient ? { ...send, tell: who } : send
  })
