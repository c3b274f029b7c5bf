import type { Answer } from '../delivery/transport.ts'

/** The error Slack's client shows when the app did not accept a command or click. */
export function failureOf(answer: Answer): string | undefined {
  if (answer.ok) return undefined
  return answer.status === 'timeout' ? 'operation_timeout' : 'dispatch_failed'
}
