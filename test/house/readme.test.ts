import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseSettings } from '../../src/features.ts'
import { root } from './tree.ts'

const [, afterFence = ''] = readFileSync(join(root, 'README.md'), 'utf8').split('```yaml\n')
const example = afterFence.split('```')[0] ?? ''

it('the settings in the README are valid', () => {
  const { settings, mistakes } = parseSettings(parse(example))
  expect(mistakes).toEqual([])
  expect(settings?.channelPrefix).toBe('inc-')
})

it('the README shows every key of the settings', () => {
  expect(Object.keys(parse(example)).toSorted()).toEqual(
    Object.keys({ ...parseSettings({}).settings, announcementChannel: '' }).toSorted(),
  )
})
