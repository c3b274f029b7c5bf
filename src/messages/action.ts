import { z } from 'zod'

/** Fields that are written as text. A field that is no text itself needs a codec from text. */
type Shape = Record<string, z.ZodType<unknown, string>>
type Fields<S extends Shape> = z.output<z.ZodObject<S>>

/** A name in our messages and modals, with what it carries: made by the view that shows it, read by its handler. */
export interface Carrier<About extends object> {
  readonly name: string
  /** Throws if a field does not have the shape it was declared with. */
  write(about: About): string
  /** Undefined if another release of the bot wrote it, and in another shape. */
  read(text: string): About | undefined
}

/** What a click on a button, or a choice from a menu, does. */
export interface Action<About extends object> extends Carrier<About> {
  readonly is: 'action'
}

/** A modal: what it is about, and the names of its inputs. */
export interface ModalKind<About extends object, Input extends string> extends Carrier<About> {
  readonly is: 'modal'
  readonly inputs: readonly Input[]
}

/**
 * Declares an action, as in `action('followup.done', { id: z.string() })`. What it carries is written field by field,
 * with `separator` between them; only the last field may contain it.
 */
export const action = <S extends Shape>(name: string, shape: S, separator = ' '): Action<Fields<S>> => ({
  is: 'action',
  ...carrier(name, shape, separator),
})

/** Declares a modal in the same way. `inputs` are the names of its inputs. */
export const modal = <S extends Shape, Input extends string = never>(
  name: string,
  shape: S,
  inputs: readonly Input[] = [],
  separator = ' ',
): ModalKind<Fields<S>, Input> => ({ is: 'modal', ...carrier(name, shape, separator), inputs })

function carrier<S extends Shape>(name: string, shape: S, separator: string): Carrier<Fields<S>> {
  const fields = joinedFields(shape, separator)
  return {
    name,
    write: (about) => z.encode(fields, about),
    read(text) {
      const read = z.safeDecode(fields, text)
      return read.success ? read.data : undefined
    },
  }
}

/** Several fields as one text, with `separator` between them. Also for a field that has fields of its own. */
export const joinedFields = <S extends Shape>(shape: S, separator: string) => {
  const keys = Object.keys(shape)
  const last = keys.length - 1
  return z
    .codec(z.string(), z.record(z.string(), z.unknown()), {
      decode(text) {
        const parts = text.split(separator)
        const values = keys.map((_, index) => (index === last ? parts.slice(last).join(separator) : parts[index]))
        return Object.fromEntries(keys.map((key, index) => [key, values[index]]))
      },
      encode: (fields) => Object.values(fields).join(separator),
    })
    .pipe(z.object(shape))
}

/** A whole number, written in digits. */
export const numberField = z.codec(z.string().regex(/^\d+$/), z.int(), {
  decode: Number,
  encode: String,
})

/** A Slack `ts` in microseconds. */
export const tsField = z.codec(z.string().regex(/^\d{1,16}$/), z.bigint(), {
  decode: BigInt,
  encode: String,
})
