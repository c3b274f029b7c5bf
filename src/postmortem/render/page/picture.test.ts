import { describe, expect, it } from 'vitest'
import { detectPictureType, embedPicture } from './picture.ts'

const hex = (bytes: string): Buffer => Buffer.from(bytes, 'hex')

describe('detecting the type of a picture by its first bytes', () => {
  it.each([
    ['89504e470d0a1a0a00', 'image/png'],
    ['ffd8ffe000104a464946', 'image/jpeg'],
    ['474946383961', 'image/gif'],
    [`52494646aabbccdd${'57454250'}`, 'image/webp'],
    [Buffer.from('<svg onload="alert(1)"/>').toString('hex'), null],
    [Buffer.from('<!doctype html><script>1</script>').toString('hex'), null],
    [`52494646aabbccdd${'57415645'}`, null],
    ['89504e', null],
    ['', null],
  ])('detects %s as %s', (bytes, type) => {
    expect(detectPictureType(hex(bytes))).toBe(type)
  })
})

it('embeds only the bytes of the view, not its whole buffer', () => {
  const around = Buffer.concat([Buffer.from('secret'), hex('ffd8ff'), Buffer.from('secret')])
  const { src } = embedPicture(around.subarray(6, 9), 'x')?.properties ?? {}
  expect(src).toBe(`data:image/jpeg;base64,${hex('ffd8ff').toString('base64')}`)
})

it('embeds nothing when there is no copy, or when it is not an image', () => {
  expect(embedPicture(undefined, 'graph.png')).toBeNull()
  expect(embedPicture(Buffer.from('words'), 'graph.png')).toBeNull()
})
