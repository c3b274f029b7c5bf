import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../test/support/material.ts'
import { forms } from '../../../test/support/outlined.ts'
import { ana, at, ben } from '../../../test/support/situation.ts'
import type { PostMortemInput } from '../input.ts'
import { renderMarkdown } from '../render/markdown.ts'
import { renderPage } from '../render/page/page.ts'
import { templateBlocks } from '../templates/blocks/registry.ts'
import { templateFields } from '../templates/fields.ts'
import { outlineWithTemplate } from '../templates/library.ts'
import { parseTemplate } from '../templates/template.ts'
import { buildPostMortem } from './build.ts'
import { collectConfidential, maskFor } from './confidential.ts'
import { PostMortem } from './model.ts'
import { publicDocument } from './public.ts'

const confidential = {
  people: ['Dana Diaz', 'joss', 'Anne-Marie Müller', '王伟', 'UANA'],
  channels: ['inc-12-api'],
  workspaceUrl: 'https://acme.slack.com/',
}
const mask = maskFor(confidential)

describe('maskFor', () => {
  it.each([
    ['a full name', 'Dana Diaz reverted it', 'an engineer reverted it'],
    ['a full name in another case', 'dana  diaz', 'an engineer'],
    ['a first name', "Dana's revert", "an engineer's revert"],
    ['a last name', 'ask Diaz', 'ask an engineer'],
    ['a name in capitals', 'DANA!', 'an engineer!'],
    ['a one-word name as written', 'joss, on call, looks', 'an engineer, on call, looks'],
    ['a one-word name at the start of a sentence', 'Joss looks', 'an engineer looks'],
    ['a name with a hyphen', 'Anne-Marie and Müller', 'an engineer and an engineer'],
    ['a name with combining characters', 'Anne-Marie Mu\u0308ller', 'an engineer'],
    ['a name in a script that does not separate words', '请王伟看看', '请an engineer看看'],
    ['a mention', '@dana and @Dana Diaz and @joss', 'an engineer and an engineer and an engineer'],
    ['a mention of somebody unknown', 'ask @priya.s please', 'ask an engineer please'],
    ['a mention of everybody', '@here look', 'everybody look'],
    ['the id of a person', 'UANA and U012ABCDEF and @U012ABCDEF', 'an engineer and an engineer and an engineer'],
    ['the id of a channel', 'in C012ABCDEF', 'in an internal channel'],
    [
      'a name with invisible characters',
      'D\u202Eana Di\u00ADaz and jo\u200B\u200Es\u061Cs',
      'an engineer and an engineer',
    ],
    ['an email address', 'mail dana.diaz@acme.com', 'mail an address'],
    ['a channel', 'see #ops-ingest', 'see an internal channel'],
    ['the channel of the incident without its #', 'in inc-12-api', 'in an internal channel'],
    ['a permalink', 'see https://acme.slack.com/archives/C1/p1?thread_ts=1.2&cid=C1.', 'see internal link.'],
    ['a permalink in parentheses', 'the alert (https://acme.slack.com/archives/C1/p1)', 'the alert '],
    ['a file in Slack', 'https://files.slack.com/files-pri/T1/x.png', 'internal link'],
    ['a Slack URL without a scheme', 'acme.slack.com/archives/C1', 'internal link'],
    [
      'host names that contain slack.com',
      'slack.com.evil-slack.com/x or b.slack.com',
      'internal link or internal link',
    ],
    [
      'a host without a public name',
      'http://grafana:3000/d/1 http://10.0.0.7/x http://db.internal/',
      'internal link internal link internal link',
    ],
  ])('masks %s', (_, text, expected) => {
    expect(mask(text)).toBe(expected)
  })

  it.each([
    ['a word that contains a name', 'Danaid and jossing'],
    ['a lower-case word that is also a name', 'the dana mode'],
    ['tickets', '#12, GH#345 and ABC-7'],
    ['public links', 'https://status.example.com/incidents/1'],
    ['words in capitals', '14 UNAVAILABLE: DEPLOYMENTS in CONTAINERS'],
    ['team names', 'the Dev Team, SRE'],
    ['a fragment of a URL', 'https://example.com/a#section'],
  ])('keeps %s', (_, text) => {
    expect(mask(text)).toBe(text)
  })

  it('changes nothing if there are no names', () => {
    expect(maskFor({ people: ['', ' '], channels: [], workspaceUrl: null })('a b')).toBe('a b')
  })
})

/** A public template that shows every field and every block. */
const everything = parseTemplate(
  'everything',
  `---\ndoes: x\naudience: public\n---\n${Object.keys(templateFields)
    .map((name) => `{{ ${name} }}`)
    .join('\n\n')}
${Object.keys(templateBlocks)
  .map((name) => `{% section s_${name} %}\n## ${name}\n{% show ${name} %}\n{% endsection %}`)
  .join('\n')}
{% section summary %}\n## Summary\n{% show timeline detail: "brief" %}{% show missing %}\n{% endsection %}
{% section lessons %}\n## Lessons\n{% show missing %}\n{% endsection %}`,
)
const all = { ...forms, templates: new Map([...forms.templates, ['everything', everything]]) }

/** Made of letters that none of our own words begins with. */
const syllables = fc.string({ unit: fc.constantFrom('x', 'q', 'z', 'v', 'k'), minLength: 4, maxLength: 7 })
const capitalised = syllables.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
const person = fc.record({
  first: capitalised,
  last: capitalised,
  handle: syllables.map((word) => `${word}j`),
})

const ways = (who: { first: string; last: string; handle: string }): string[] => [
  `${who.first} ${who.last}`,
  who.first,
  who.last,
  `@${who.first.toLowerCase()}`,
  `@${who.handle}`,
  who.handle,
  `**${who.first}**'s`,
  `${who.first.slice(0, 1)}\u202E${who.first.slice(1)}`,
  `(${who.handle})`,
  'https://acme.slack.com/archives/C0SECRET/p1573066500000100',
  '[there](https://acme.slack.com/archives/C0SECRET/p1)',
  '#ops-secret',
  `${who.handle}@acme.io`,
  'down',
  '```kubectl\n```',
  '|',
  '_*',
]

function materialOf(people: readonly [string, string], say: () => string): PostMortemInput {
  const material = materialWith(say)
  const names = new Map([ana.id, ben.id].map((id, index) => [id, people[index] ?? '']))
  const written = ['summary', 'lessons', 's_story'].map((section) => ({
    section,
    version: 1,
    text: say(),
    basis: say(),
    writtenBy: ana.id,
    writtenAt: at(200),
  }))
  const incident = {
    ...material.state.incident,
    channelName: 'inc-1-secret',
    services: [say()],
    summary: null,
  }
  const entries = material.entries.map((entry) => ({ ...entry, authorName: people[0] }))
  return {
    ...material,
    entries,
    written,
    state: { ...material.state, names, incident, workspaceUrl: 'https://acme.slack.com/' },
  }
}

/** True if no name is part of another, which would make the search for names find the wrong one. */
function areDistinct(...people: readonly { first: string; last: string; handle: string }[]): boolean {
  const names = [...new Set(people.flatMap(({ first, last, handle }) => [first, last, handle]))]
  return names.every((name) => names.every((other) => other === name || !other.includes(name)))
}

const two = fc.tuple(person, person).filter((both) => areDistinct(...both))
const material = two.chain(([one, other]) =>
  fc
    .array(
      fc
        .array(fc.constantFrom(...ways(one), ...ways(other)), { minLength: 1, maxLength: 4 })
        .map((words) => words.join(' ')),
      { minLength: 3, maxLength: 9 },
    )
    .map((texts) => ({ one, other, texts })),
)

describe('documents for customers', () => {
  const outlined = (input: PostMortemInput, template: string) =>
    outlineWithTemplate(buildPostMortem(input), all, template, collectConfidential(input))
  const read = (input: PostMortemInput, template: string) => renderMarkdown(outlined(input, template))

  it('contain no name, Slack link, channel or id, whatever is stored', () => {
    fc.assert(
      fc.property(material, ({ one, other, texts }) => {
        let next = 0
        const input = materialOf(
          [`${one.first} ${one.last}`, other.handle],
          () => texts[next++ % texts.length] ?? 'down',
        )
        const secrets = [
          one.first,
          one.last,
          other.handle,
          'slack.com',
          'SECRET',
          'ops-secret',
          'inc-1-secret',
          '@acme',
        ]
        const data = JSON.stringify(publicDocument(buildPostMortem(input), collectConfidential(input)))
        for (const secret of secrets) expect(data).not.toContain(secret)
        for (const template of ['public', 'everything']) {
          const shown = `${read(input, template)}${renderPage(outlined(input, template), new Map())}`
          for (const secret of secrets) expect(shown).not.toContain(secret)
          for (const { id } of input.entries) expect(shown).not.toMatch(new RegExp(`\\b${id}\\b`))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('fit the schema of any document', () => {
    const input = materialOf(['Dana Diaz', 'joss'], () => 'Dana saw it')
    const document = publicDocument(buildPostMortem(input), collectConfidential(input))
    expect(PostMortem.parse(JSON.parse(JSON.stringify(document)))).toEqual(JSON.parse(JSON.stringify(document)))
  })

  it('keep team names, assign gaps to a role and show no changes since an edit', () => {
    const input = materialOf(['Dana Diaz', 'joss'], () => 'down')
    const followUps = [
      { owner: 'Dev Team', ownerId: null },
      { owner: null, ownerId: ana.id },
      { owner: null, ownerId: null },
    ]
    const document = { ...buildPostMortem(input) }
    document.followUps = followUps.map(({ owner, ownerId }, index) => ({
      ...{ label: `F${index}`, text: 'x', state: 'open' as const, dueOn: null, doneOn: null, kind: null },
      ...{ link: 'https://acme.atlassian.net/1', because: null, permalink: 'https://acme.slack.com/x' },
      owner: ownerId ? 'Dana Diaz' : owner,
    }))
    const masked = publicDocument(document, collectConfidential(input))
    expect(masked.followUps.map(({ owner }) => owner)).toEqual(['Dev Team', 'an engineer', null])
    expect(new Set(masked.gaps.map(({ who }) => who))).toEqual(new Set(['the owner']))
    expect(read(input, 'public')).not.toContain('Changed on record')
    expect(read(input, 'standard')).toContain('Changed on record')
  })

  it('are the only ones that are masked', () => {
    const input = materialOf(['Dana Diaz', 'joss'], () => 'down')
    expect(read(input, 'standard')).toContain('Dana Diaz')
  })
})
