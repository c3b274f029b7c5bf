import { z } from 'zod'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'

/** The value of an input; its key depends on the input type. */
const InputState = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
})

/** The values of a modal, by input name. */
export const ModalState = z.object({ values: z.record(z.string(), z.record(z.string(), InputState)) })

/** The same as text. */
export function readFieldValues({ values }: z.infer<typeof ModalState>): Record<string, string> {
  const fields = Object.entries(values).map(([name, element]) => {
    const [field] = Object.values(element)
    return [name, readInputValue(field)] as const
  })
  return Object.fromEntries(fields)
}

function readInputValue(field: z.infer<typeof InputState> | undefined): string {
  if (field?.selected_options) return field.selected_options.map(({ value }) => value).join(',')
  return field?.value ?? field?.selected_option?.value ?? field?.selected_user ?? field?.selected_conversation ?? ''
}

/**
 * An input's value as it would be typed after a command, with the keyword in its name in front (core/ask-modal.ts). An
 * empty input gives nothing.
 */
export function toCommandWords({ values }: z.infer<typeof ModalState>, name: string): string[] {
  const words = toCommandText(Object.values(values[name] ?? {})[0])
  const bar = name.indexOf('|')
  if (words === '') return []
  return bar > 0 ? [name.slice(0, bar), words] : [words]
}

/** Encodes the value as Slack does in a command: mentions by id, typed text escaped. */
function toCommandText(field: z.infer<typeof InputState> | undefined): string {
  if (field?.selected_user) return `<@${field.selected_user}>`
  return field?.value ? escapeMrkdwn(field.value.trim()) : readInputValue(field)
}
