import type { Call, Send, Told } from './call.ts'

/** What people would miss if it never came. A board shows the same at its next change; a mark is a courtesy. */
const missed = new Set<Call['do']>([
  'create_channel',
  'join_channel',
  'rename_channel',
  'invite',
  'set_topic',
  'post',
  'upload',
])

/** Whoever asked is told when what they asked for fails for good, unless the decision names somebody else. */
export const tellingWhoAsked = (sends: readonly Send[], who: Told): Send[] =>
  sends.map((send) => {
    const isDue = !send.tell && missed.has(send.call.do) && !('person' in send.to)
    return isDue ? { ...send, tell: who } : send
  })
