import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildPostMortem } from '../../src/postmortem/document/build.ts'
import { proseKeys } from '../../src/postmortem/generated-text.ts'
import { renderMarkdown } from '../../src/postmortem/render/markdown.ts'
import { type TemplateBlock, templateBlocks } from '../../src/postmortem/templates/blocks/registry.ts'
import { buildFieldValues, templateFields } from '../../src/postmortem/templates/fields.ts'
import { outlineWithTemplate } from '../../src/postmortem/templates/library.ts'
import { loadTemplates } from '../../src/postmortem/templates/load.ts'
import { everythingKnown } from '../support/materials.ts'

const example = `---
does: A page for the weekly review
---
# {{ incident.reference }}: {{ incident.title }}

_{{ incident.severity }} · {{ durations.in_all | default: "still lasting" }} · Times in {{ incident.zone }}_

{% section summary %}
## In short

{% show summary %}
{% endsection %}

{% section causes %}
{% if counts.confirmed > 0 %}
## The cause
{% else %}
## What we think
{% endif %}

{% show causes %}
{% endsection %}

{% section follow_ups %}
## To do

{% show follow_ups_table state: "open" %}
{% show missing %}
{% endsection %}

{% section costs %}
## What it cost us
{% endsection %}
`

const optionsOf = ({ options = {} }: TemplateBlock): string =>
  Object.entries(options)
    .map(([name, values]) => `\`${name}\`: ${values.map((value) => `"${value}"`).join(', ')}`)
    .join('; ')
const blockRow = ([name, block]: [string, TemplateBlock]): string =>
  `| \`${name}\` | ${block.shows} | ${optionsOf(block)} | ${block.isRecord ? 'stands' : ''} |`
const fieldRow = ([name, { means }]: [string, { means: string }]): string => `| \`${name}\` | ${means} |`
const formRow = ({ name, does }: { name: string; does: string }): string => `| \`${name}\` | ${does} |`

const page = `# Forms of the post-mortem

A form is one Markdown file. These come along (\`templates/\`); copy one, and change it:

| form | is |
|--|--|
${[...loadTemplates().templates.values()].map(formRow).join('\n')}

Put yours into a folder and name it in the settings, from where the settings file stands; the file's name is the
form's (\`weekly.md\` is \`weekly\`). One with a name of ours stands in for ours.

\`\`\`yaml
postMortem:
  template: weekly      # what is used when nobody chooses
  templates: ./forms
\`\`\`

\`npx fresheyes forms\` reads them all, as the bot does at its start, and says what is wrong with which line. A form
that is broken keeps no incident from closing: the draft is \`standard\` then, and says on top what to mend.

## An example

\`\`\`liquid
${example}\`\`\`

- **The head**, in YAML: \`does\` says what the form is for, in at most 75 characters. \`audience: public\` is for
  customers: no name of a person, link into Slack, internal channel, picture or attachment gets as far as the form.
  Teams and the numbers of tickets stay. Read it all the same before you send it: only people know what is secret.
- **A section** is what people can edit. Its name (lower-case letters, digits and \`_\`) is how what they wrote is found
  again in another form, so use the usual names where you mean the usual thing: \`facts summary impact timeline believed
  causes detection actions resolution course challenges fresh_eyes figures lessons follow_ups open_questions appendix\`.
  Any other name is your own. It begins with its heading, stands there once, and in no other section.
- **Nothing is empty**: a section without content is left out, and so is a heading inside of it with nothing below.
  What nobody supplied is said where you show a block named like the section
  (${proseKeys.map((key) => `\`${key}\``).join(', ')}, \`follow_ups\`), or \`missing\`.
- **What people write** in a section stands in the place of your words and of the blocks in it. Blocks that *stand* are
  a record: they stay, below it.
- **Values** are text, whatever is in them; what is not known is empty. [Liquid](https://liquidjs.com/tags/overview.html)
  decides and repeats: \`if\`, \`unless\`, \`case\`, \`for\`, \`assign\`, \`comment\`, and most of its filters.

## What can be shown

\`{% show lessons kind: "well" %}\`

| block | shows | options | |
|--|--|--|--|
${Object.entries<TemplateBlock>(templateBlocks).map(blockRow).join('\n')}

## What can be named

\`{{ incident.title }}\`

| field | is |
|--|--|
${Object.entries(templateFields).map(fieldRow).join('\n')}
`

it('docs/templates.md lists every block with its options, and every field', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/templates.md')
})

it('lists the fields that a template can use', () => {
  const found = Object.entries(buildFieldValues(buildPostMortem(everythingKnown(() => 'word')))).flatMap(
    ([group, value]) => (typeof value === 'object' ? Object.keys(value).map((key) => `${group}.${key}`) : [group]),
  )
  expect(found.sort()).toEqual(Object.keys(templateFields).sort())
})

it('shows an example that is a valid template', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fresheyes-example-'))
  writeFileSync(join(folder, 'weekly.md'), example)
  const forms = loadTemplates({ folder, usual: 'weekly' })
  rmSync(folder, { recursive: true })
  expect([...forms.complaints.values()]).toEqual([])
  const document = buildPostMortem(everythingKnown(() => 'word'))
  const nobody = { people: [], channels: [], workspaceUrl: null }
  const text = renderMarkdown(outlineWithTemplate(document, forms, null, nobody))
  expect(text.match(/^#+ .*/gm)).toEqual(['# INC-12: word', '## In short', '## The cause', '## To do'])
  expect(text).toContain('_SEV1 · 1 h 50 min · Times in Europe/Lisbon_')
})
