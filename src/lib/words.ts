/** What people typed, in one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `1 test`, `2 tests`, `no test`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  count === 0 ? `no ${one}` : `${count} ${count === 1 ? one : many}`

/** `words: rest`, where there is any. */
export const withRest = (words: string, rest: string): string => (rest ? `${words}: ${rest}` : words)
