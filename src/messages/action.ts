import { z } from 'zod'
import { makeStorable } from '../platform/strings.ts'

/** Fields that are written as text. A field that is no text itself needs a codec from text. */
type Shape = Record<string, z.ZodType<unknown, string>>
type Fields<S extends Shape> = z.output<z.ZodObject<S>>
/** The shape of what carries nothing. Zod's type of an empty object forbids every property, the incident's too. */
type NoFields = Record<string, never>

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
  isInput(name: string): name is Input
}

/** `from*` stands for every name that begins with `from`. */
type InputName<Declared extends string> = Declared extends `${infer Stem}*` ? `${Stem}${string}` : Declared

/**
 * Declares an action, as in `action('followup.done', { id: z.string() })`. What it carries is written field by field,
 * with `separator` between them; only the last field may contain it.
 */
export function action(name: string, shape: NoFields): Action<object>
export function action<S extends Shape>(name: string, shape: S, separator?: string): Action<Fields<S>>
export function action<S extends Shape>(name: string, shape: S, separator = ' '): Action<Fields<S>> {
  return { is: 'action', ...carrier(name, shape, separator) }
}

/**
 * Declares a modal in the same way. `inputs` are the names of its inputs; `from*` stands for any number of them, which
 * may end in anything.
 */
export function modal<Declared extends string = never>(
  name: string,
  shape: NoFields,
  inputs?: readonly Declared[],
): ModalKind<object, InputName<Declared>>
export function modal<S extends Shape, Declared extends string = never>(
  name: string,
  shape: S,
  inputs?: readonly Declared[],
  separator?: string,
): ModalKind<Fields<S>, InputName<Declared>>
export function modal<S extends Shape, Declared extends string = never>(
  name: string,
  shape: S,
  inputs: readonly Declared[] = [],
  separator = ' ',
): ModalKind<Fields<S>, InputName<Declared>> {
  return {
    is: 'modal',
    ...carrier(name, shape, separator),
    isInput: (given): given is InputName<Declared> =>
      inputs.some((each) => (each.endsWith('*') ? given.startsWith(each.slice(0, -1)) : given === each)),
  }
}

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

/** An id, or null, which is written as this word. */
export const idFieldOr = (word: string) =>
  z.codec(z.string(), z.string().nullable(), {
    decode: (text) => (text === word ? null : text),
    encode: (id) => id ?? word,
  })

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

/** What is written as JSON. `schema` says what is in it. */
export const jsonField = <S extends z.ZodType<unknown, object>>(schema: S) =>
  z.codec(z.string(), schema, {
    decode(text, { issues }) {
      try {
        return makeStorable(JSON.parse(text))
      } catch {
        issues.push({ code: 'invalid_format', format: 'json', input: text })
        return z.NEVER
      }
    },
    encode: (value) => JSON.stringify(value),
  })
