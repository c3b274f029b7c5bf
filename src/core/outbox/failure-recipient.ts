import type { Call, FailureRecipient, Send } from './call.ts'

/** What people would miss if it never came. A board shows the same at its next change; a mark is a courtesy. */
const callsReportedOnFailure = new Set<Call['do']>([
  'create_channel',
  'join_channel',
  'rename_channel',
  'invite',
  'set_topic',
  'post',
  'upload',
])

/** Whoever asked is told when what they asked for fails for good, unless the decision names somebody else. */
export const withFailureRecipient = (sends: readonly Send[], who: FailureRecipient): Send[] =>
  sends.map((send) => {
    const isDue = !send.tell && callsReportedOnFailure.has(send.call.do) && !('person' in send.to)
    return isDue ? { ...send, tell: who } : send
  })
