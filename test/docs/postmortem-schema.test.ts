import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { buildPostMortem } from '../../src/postmortem/document/build.ts'
import { PostMortem } from '../../src/postmortem/document/model.ts'
import { materialWith } from '../support/material.ts'

const file = new URL('../../docs/postmortem.schema.json', import.meta.url)
const published = () => JSON.parse(readFileSync(file, 'utf8'))
const data = () => JSON.parse(JSON.stringify(buildPostMortem(materialWith(() => 'word'))))

it('docs/postmortem.schema.json is the schema of the document', async () => {
  const schema = {
    title: 'Fresheyes post-mortem',
    description: 'What `export json` writes. Everything in it was stored; nothing is inferred by a model.',
    ...z.toJSONSchema(PostMortem),
  }
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(file.pathname)
})

it('accepts an exported document, and rejects one with an extra or missing field', () => {
  const follows = new Ajv2020({ strict: true, formats: { 'date-time': true, date: true } }).compile(published())
  expect(follows(data()), JSON.stringify(follows.errors)).toBe(true)
  expect(follows({ ...data(), stray: 1 })).toBe(false)
  const { timeline: _, ...lacking } = data()
  expect(follows(lacking)).toBe(false)
})
