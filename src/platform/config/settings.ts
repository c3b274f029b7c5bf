import { z } from 'zod'

export interface ParsedSettings<Settings> {
  /** Absent where there is a mistake. */
  settings?: Settings
  /** Sentences for the operator: each names the key and says what to write. */
  mistakes: string[]
  /** Sentences about what still works and should be changed. */
  hints: string[]
}

/** Checks what a settings file holds. `folder` is where the file is, if there is one. */
export type SettingsParser<Settings> = (content: unknown, folder?: string) => ParsedSettings<Settings>

/** What is wrong in the content of a settings file: every mistake, with its key. */
export function listMistakes(schemas: z.ZodRawShape, content: unknown): string[] {
  const parsed = z.strictObject(schemas).safeParse(content, { error: (issue) => settingMistakeText(issue) })
  const issues = parsed.error?.issues ?? []
  return issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`)
}

const expectedTypeNames: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
}

function settingMistakeText(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `"${key}"`).join(', ')} is not known here: correct or remove it`
    case 'invalid_type':
      return `must be ${expectedTypeNames[issue.expected] ?? issue.expected}`
    case 'invalid_key':
      return issue.issues[0]?.message
    default:
      return undefined
  }
}
