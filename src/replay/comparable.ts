const uuidPattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
/**
 * The `ts` of a message that the bot posted, inside a link. When it reached Slack, and which of several at one instant
 * came first, depends on the load of the machine.
 */
const postedTsPattern = /(?<=\/p|thread_ts=)(\d{10})(\.?)(0000\d\d)(?!\d)/g

/**
 * Numbers ids and links to the bot's messages in order of appearance, so that the output of two runs can be compared.
 */
export function normalizeReplayOutput(text: string): string {
  const ids = new Map<string, number>()
  const messages = new Map<string, number>()
  return text
    .replace(uuidPattern, (found) => `00000000-0000-7000-8000-${padNumber(numberOf(ids, found), 12)}`)
    .replace(postedTsPattern, (_, second: string, dot: string, which: string) => {
      const number = numberOf(messages, `${second}${which}`)
      return `${padNumber(number, 10)}${dot}000000`
    })
}

/** Numbers values from 1 in order of first appearance. */
function numberOf(numbers: Map<string, number>, found: string): number {
  const number = numbers.get(found) ?? numbers.size + 1
  numbers.set(found, number)
  return number
}

const padNumber = (number: number, length: number): string => String(number).padStart(length, '0')
