import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeFromJson, encodeForJson } from './codec.ts'

const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt(),
  fc.date({ noInvalidDate: true }),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('tree')), fc.dictionary(fc.string(), tie('tree'))),
}))

it('round-trips through JSON, dates and bigints included', () => {
  fc.assert(
    fc.property(
      tree.filter((value) => !JSON.stringify(encodeForJson(value)).includes('"$')),
      (value) => {
        expect(decodeFromJson(JSON.parse(JSON.stringify(encodeForJson(value))))).toEqual(value)
      },
    ),
  )
  const change = { at: new Date(5), ts: 7n, parts: [{ at: null }], gone: undefined }
  expect(decodeFromJson(JSON.parse(JSON.stringify(encodeForJson(change))))).toEqual({
    at: new Date(5),
    ts: 7n,
    parts: [{ at: null }],
  })
})
