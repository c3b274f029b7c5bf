import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ChangeCreator, StoredChange } from '../feature/change.ts'
import { Savers, saver } from '../feature/saver.ts'
import { decodeFromJson, encodeForJson } from './codec.ts'

interface Creator extends ChangeCreator<string, object, StoredChange> {
  schema: z.ZodObject
}

const src = join(import.meta.dirname, '../..')
const isCreator = (value: unknown): value is Creator =>
  typeof value === 'function' && 'type' in value && 'schema' in value
const files = globSync('**/*.ts', { cwd: src }).filter(
  (file) => !file.endsWith('.test.ts') && readFileSync(join(src, file), 'utf8').includes(').stored('),
)
const modules: object[] = await Promise.all(files.map((file) => import(join(src, file))))
const creators = modules.flatMap((module) => Object.values(module).filter(isCreator))
const savers = new Savers(creators.map((creator) => saver(creator, async () => {})))

/** Any value of a schema that a stored change may have. Throws on a kind of schema that none has had yet. */
function arbitraryOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape)
    return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, arbitraryOf(field)])), {
      requiredKeys: fields.flatMap(([name, field]) => (field instanceof z.ZodExactOptional ? [] : [name])),
    })
  }
  if (schema instanceof z.ZodExactOptional) return arbitraryOf(schema.unwrap())
  if (schema instanceof z.ZodNullable) return fc.option(arbitraryOf(schema.unwrap()))
  if (schema instanceof z.ZodArray) return fc.array(arbitraryOf(schema.element))
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodString) return fc.string()
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodNumber) return fc.integer()
  if (schema instanceof z.ZodBigInt) return fc.bigInt()
  if (schema instanceof z.ZodDate) return fc.date({ noInvalidDate: true })
  throw new Error(`no stored change has had a ${schema._zod.def.type} so far: teach this test to make one`)
}

const throughJson = (change: unknown): unknown => decodeFromJson(JSON.parse(JSON.stringify(encodeForJson(change))))

describe('a change that can be stored', () => {
  it('is found in many features', () => {
    expect(creators.length).toBeGreaterThan(30)
  })

  it.each(creators)('is read back as it was made: $type', (creator) => {
    fc.assert(
      fc.property(arbitraryOf(creator.schema), (fields) => {
        const change = creator(Object(fields))
        expect(savers.revive(throughJson(change))).toEqual(change)
      }),
      { numRuns: 30 },
    )
  })

  it.each(creators)('is not read back once a field is missing, or of another type: $type', (creator) => {
    const needed = Object.entries(creator.schema.shape).filter(([, field]) => !(field instanceof z.ZodExactOptional))
    const [fields] = fc.sample(arbitraryOf(creator.schema), 1)
    const change = creator(Object(fields))
    expect(needed.length).toBeGreaterThan(0)
    for (const [name] of needed) {
      const { [name]: value, ...rest }: Record<string, unknown> = { ...change }
      expect(savers.revive(throughJson(rest)), name).toBeUndefined()
      expect(savers.revive(throughJson({ ...rest, [name]: [[value]] })), name).toBeUndefined()
    }
  })
})
