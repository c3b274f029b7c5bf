import { z } from 'zod'
import { Words } from './common.ts'

/** What an input holds; which key it is depends on its type. */
export const Field = z.object({
  value: Words.nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
})
export const State = z.object({ values: z.record(z.string(), z.record(z.string(), Field)) })

/** Each input by its name, with what it holds. */
export function fieldsOf({ values }: z.infer<typeof State>): Record<string, string> {
  const fields = Object.entries(values).map(([name, element]) => {
    const [field] = Object.values(element)
    return [name, held(field)] as const
  })
  return Object.fromEntries(fields)
}

export function held(field: z.infer<typeof Field> | undefined): string {
  if (field?.selected_options) return field.selected_options.map(({ value }) => value).join(',')
  return (
    field?.value ??
    field?.selected_option?.value ??
    field?.selected_user ??
    field?.selected_conversation ??
    ''
  )
}
