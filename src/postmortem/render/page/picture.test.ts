import { describe, expect, it } from 'vitest'
import { detectPictureType, embedPicture } from './picture.ts'

const hex = (bytes: string): Buffer => Buffer.from(bytes, 'hex')

describe('what a picture is, its first bytes say', () => {
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
  ])('%s: %s', (bytes, type) => {
    expect(detectPictureType(hex(bytes))).toBe(type)
  })
})

it('only its own bytes are in it, not those that lie around them in memory', () => {
  const around = Buffer.concat([Buffer.from('secret'), hex('ffd8ff'), Buffer.from('secret')])
  const { src } = embedPicture(around.subarray(6, 9), 'x')?.properties ?? {}
  expect(src).toBe(`data:image/jpeg;base64,${hex('ffd8ff').toString('base64')}`)
})

it('there is none where none is kept, or where it is something else', () => {
  expect(embedPicture(undefined, 'graph.png')).toBeNull()
  expect(embedPicture(Buffer.from('words'), 'graph.png')).toBeNull()
})
