const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
/**
 * The `ts` of a message that the bot posted, as it stands in a link. When it reached Slack, and which of one instant came
 * first, depends on how busy the machine is.
 */
const postedTsPattern = /(?<=\/p|thread_ts=)(\d{10})(\.?)(0000\d\d)(?!\d)/g

/** What a replay left, with ids and the bot's own links by the order in which they occur, so that two runs can be compared. */
export function normalizeReplayOutput(text: string): string {
  const ids = new Map<string, number>()
  const messages = new Map<string, number>()
  return text
    .replace(id, (found) => `00000000-0000-7000-8000-${padded(numberOf(ids, found), 12)}`)
    .replace(postedTsPattern, (_, second: string, dot: string, which: string) => {
      const number = numberOf(messages, `${second}${which}`)
      return `${padded(number, 10)}${dot}000000`
    })
}

/** 1 for what occurs first, 2 for what occurs next. */
function numberOf(known: Map<string, number>, found: string): number {
  const number = known.get(found) ?? known.size + 1
  known.set(found, number)
  return number
}

const padded = (number: number, length: number): string => String(number).padStart(length, '0')
