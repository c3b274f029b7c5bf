import type { Json } from '../json.ts'

/** An error of the Web API: HTTP 200 with `ok: false`. */
export class ApiError extends Error {
  readonly code: string
  readonly details: Json

  constructor(code: string, details: Json = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

export function invalidArguments(problems: string[]): ApiError {
  const messages = problems.map((problem) => `[ERROR] ${problem}`)
  return new ApiError('invalid_arguments', { response_metadata: { messages } })
}
