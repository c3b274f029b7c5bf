import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../../test/support/material.ts'
import { outlined } from '../../../../test/support/outlined.ts'
import { emptyMaterial, hostile, materialSaying, pageOf } from '../../../../test/support/pages.ts'
import { at, entryWith, hypothesisWith, stateWith } from '../../../../test/support/situation.ts'
import { buildPostMortem } from '../../document/build.ts'
import type { PostMortem } from '../../document/model.ts'
import { renderPage } from './page.ts'

const plain = materialSaying(['the queue grows'])
const page = pageOf(plain)

describe('the page', () => {
  it('loads nothing from elsewhere', () => {
    const addresses = [...page.matchAll(/<(?:link|img|script|iframe|source|use)\b[^>]*/g)].map(([tag]) => tag)
    expect(addresses).toEqual([
      '<link rel="icon" href="data:,"',
      expect.stringMatching(/^<img src="data:image\/png;base64,[\w+/=]+" alt="the queue grows"$/),
    ])
  })

  it('renders the same input identically', () => {
    expect(pageOf(plain)).toBe(page)
  })

  it('has a table of contents whose links all have a target', () => {
    const links = [...page.matchAll(/<a href="#([^"]+)"/g)].map(([, id]) => id)
    expect(links.length).toBeGreaterThan(10)
    for (const id of links) expect(page).toContain(` id="${id}"`)
  })

  it('has no duplicate ids', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('gives every entry a machine-readable time', () => {
    expect(page).toContain(`<time datetime="${at(0).toISOString()}">03:00</time>`)
  })

  it('names nobody in the key facts of a public template', () => {
    const outline = outlined(buildPostMortem(materialWith(() => 'Ana')))
    const head = (audience: 'internal' | 'public') =>
      /<header>.*?<\/header>/s.exec(renderPage({ ...outline, template: { name: 'x', audience } }, new Map()))?.[0]
    expect(head('internal')).toContain('<dt>Commander</dt><dd dir="auto">Ana</dd>')
    expect(head('public')).not.toMatch(/Commander|Owner|Severity/)
  })

  it('renders an empty incident', () => {
    const empty = pageOf(emptyMaterial())
    expect(empty).toContain('Nothing was recorded.')
    expect(empty).not.toMatch(/<svg|NaN|Infinity|undefined/)
  })

  it('strips bidi and control characters, from charts as well', () => {
    const shown = pageOf(materialWith(() => 'a\u202Eb\u2066c\u0007'))
    expect(shown).toContain('<title>abc')
    expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
    expect(shown).not.toContain('\u0007')
  })

  it('shows what people wrote as text, never as HTML', () => {
    const shown = pageOf(materialSaying(hostile))
    expect(shown).toContain('&#x3C;img src=x onerror="window.ran=1">')
    expect(shown).not.toMatch(/<(script|iframe|foreignObject|img src=x)/i)
    expect(shown).not.toMatch(/href="(?!https?:|mailto:|#|data:,)/)
  })
})

describe('the charts of the page', () => {
  const drawn = (from: number, to: number | null) => {
    const hypotheses = [
      hypothesisWith({
        openedAt: at(from),
        statement: 'leak',
        ...(to !== null && { state: 'ruled_out', closedAt: at(to), closedBy: 'UANA', closedBecause: 'flat' }),
      }),
      hypothesisWith({ id: 'h2', number: 2, openedAt: at(from + 1), statement: 'cron' }),
    ]
    return pageOf({ ...plain, entries: [entryWith()], state: stateWith({ hypotheses }) })
  }

  it.each([
    ['three minutes', 0, 3],
    ['five days', 0, 5 * 24 * 60],
    ['an open end', 10, null],
    ['a year', 0, 366 * 24 * 60],
    ['an instant', 5, 5],
  ])('are drawn for %s', (_what, from, to) => {
    const svg = [...drawn(from, to).matchAll(/<svg viewBox="0 0 1000.*?<\/svg>/gs)].map(([one]) => one).join('')
    expect(svg).toContain('>leak</text>')
    expect(svg).not.toMatch(/NaN|Infinity|undefined|width="-/)
    for (const [, x = ''] of svg.matchAll(/ x(?:1|2)?="([^"]+)"/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0)
      expect(Number(x)).toBeLessThanOrEqual(1000)
    }
  })

  it.each([
    ['set forward', '2026-03-28T12:00:00.000Z', '2026-03-29T12:00:00.000Z'],
    ['set back', '2026-10-24T12:00:00.000Z', '2026-10-25T12:00:00.000Z'],
  ])('say that the clocks were %s', (what, from, to) => {
    const document = buildPostMortem(materialWith(() => 'word'))
    const names = Object.keys(document.times)
    const none = Object.fromEntries(names.map((name) => [name, null])) as PostMortem['times']
    const believed = document.believed
      .slice(0, 1)
      .map((hypothesis) => ({ ...hypothesis, openedAt: from, closedAt: to, evidence: [], tests: [] }))
    const bare = { times: none, statuses: [], challenges: [], recurrences: [], believed }
    const shown = renderPage(outlined({ ...document, ...bare }), new Map())
    expect(shown).toContain(`Europe/Lisbon. The clocks were ${what} meanwhile.`)
  })

  it('split many hypotheses into several drawings that each fit on a sheet of paper', () => {
    const hypotheses = Array.from({ length: 60 }, (_, index) =>
      hypothesisWith({ id: `h${index}`, number: index + 1, openedAt: at(index), statement: `idea ${index}` }),
    )
    const many = pageOf({ ...plain, state: stateWith({ hypotheses }) })
    const heights = [...many.matchAll(/<svg viewBox="0 0 1000 (\d+)"/g)].map(([, height]) => Number(height))
    expect(heights).toHaveLength(1 + 3)
    for (const height of heights) expect(height).toBeLessThan(1_450)
  })
})
