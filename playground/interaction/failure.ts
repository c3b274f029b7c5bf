import type { Answer } from '../delivery/transport.ts'

/** What Slack's client tells a person whose command or click was not taken. */
export function failureOf(answer: Answer): string | undefined {
  if (answer.ok) return undefined
  return answer.status === 'timeout' ? 'operation_timeout' : 'dispatch_failed'
}
