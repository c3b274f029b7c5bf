import { describe, expect, it } from 'vitest'
import { parseTemplate } from './template.ts'

const head = '---\ndoes: a form of our own\n---\n'
const complaint = (source: string): string => {
  try {
    parseTemplate('ours', source)
    return 'none'
  } catch (error) {
    return (error as Error).message
  }
}

describe('what is wrong with a form is said with its line in the file', () => {
  it.each([
    [
      'a field that there is not',
      `${head}\n{{ incident.titel }}`,
      'ours, line 5: there is no field "incident.titel": one of incident.reference, incident.title',
    ],
    [
      'a field in a branch that is not taken',
      `${head}{% if incident.mode == "drill" %}\n{{ commanders }}{% endif %}`,
      'ours, line 5: there is no field "commanders": one of incident, state',
    ],
    [
      'a field in a section',
      `${head}{% section own %}\n## Own\n{{ x.y }}\n{% endsection %}`,
      'ours, line 6: there is no field "x.y"',
    ],
    [
      'a field in a condition',
      `${head}\n\n{% if incident.mod == "drill" %}{% endif %}`,
      'ours, line 6: there is no field "incident.mod"',
    ],
    [
      'a group without its field',
      `${head}{{ incident }}`,
      'ours, line 4: there is no field "incident": one of incident.reference',
    ],
    [
      'a field of something assigned',
      `${head}{% assign all = incident %}\n{{ all.titel }}`,
      'ours, line 4: there is no field "incident"',
    ],
    [
      'a field below Windows line ends',
      `---\r\ndoes: x\r\n---\r\n\r\n{{ nobody }}`,
      'ours, line 5: there is no field "nobody"',
    ],
    ['two at once', `${head}{{ a }}\n{{ b }}`, 'ours, line 5: there is no field "b"'],
    [
      'a block that there is not',
      `${head}\n{% show lesson %}`,
      'ours, line 5: there is nothing called "lesson" to show: one of summary',
    ],
    [
      'an option that there is not',
      `${head}{% show lessons sort: "well" %}`,
      'ours, line 4: "lessons" has no option "sort"',
    ],
    [
      'a value that there is not',
      `${head}{% show lessons kind: "good" %}`,
      'ours, line 4: kind of "lessons" is one of well',
    ],
    ['an option without quotes', `${head}{% show lessons kind: well %}`, 'ours, line 4: "kind: well" cannot be read'],
    [
      'a section that is not closed',
      `${head}\n{% section own %}\n## Own`,
      'ours, line 5: the section "own" is not closed',
    ],
    [
      'a section within another',
      `${head}{% section one %}\n{% section two %}{% endsection %}{% endsection %}`,
      'ours, line 5: the section "two" stands within the section "one"',
    ],
    [
      'a section twice',
      `${head}{% section own %}{% endsection %}\n{% section own %}{% endsection %}`,
      'ours, line 5: the section "own" stands there twice',
    ],
    [
      'more sections than people can edit',
      `${head}${Array.from({ length: 41 }, (_, index) => `{% section s${index} %}{% endsection %}\n`).join('')}`,
      'ours, line 44: the section "s40" is one too many: people can edit 40 at most',
    ],
    [
      'a section in a loop',
      `${head}{% for n in (1..2) %}{% section own %}x{% endsection %}{% endfor %}`,
      'ours: the section "own" is put out more than once',
    ],
    [
      'a section without a name',
      `${head}{% section Own Words %}{% endsection %}`,
      'ours, line 4: a section is named in lower-case letters',
    ],
    ['an end without a section', `${head}\n{% endsection %}`, 'ours, line 5: there is no tag "endsection" here'],
    [
      'an if that is not closed',
      `${head}\n{% if state == "Draft" %}\nx`,
      'ours, line 5: tag {% if state == "Draft" %} not closed',
    ],
    ['a sign that is not closed', `${head}\n{{ state`, 'ours, line 5: output "{{ state\\n" not closed'],
    [
      'a tag that there is not',
      `${head}\n{% shwo lessons %}`,
      'ours, line 5: there is no tag "shwo" here: one of section, show, if',
    ],
    ['a filter that there is not', `${head}\n{{ state | upper }}`, 'ours, line 5: there is no filter "upper" here'],
    [
      'text let through as Markdown',
      `${head}{{ incident.title | raw }}`,
      'ours, line 4: there is no filter "raw" here',
    ],
    ['the time of day', `${head}{{ "now" | date: "%H" }}`, 'ours, line 4: there is no filter "date" here'],
    ['another file', `${head}{% include "/etc/passwd" %}`, 'ours, line 4: there is no tag "include" here'],
    ['another file, put out', `${head}{% render "standard" %}`, 'ours, line 4: there is no tag "render" here'],
    ['another file as a frame', `${head}{% layout "standard" %}`, 'ours, line 4: there is no tag "layout" here'],
    [
      'a loop of ten million',
      `${head}\n{% for n in (1..10000000) %}x{% endfor %}`,
      'limit exceeded: is there a loop that is too long?',
    ],
    [
      'loops in loops',
      `${head}{% for a in (1..9999) %}{% for b in (1..9999) %}{% endfor %}{% endfor %}`,
      'limit exceeded: is there a loop that is too long?',
    ],
    [
      'more than can be read',
      `${head}{% for a in (1..999) %}${'x'.repeat(1_000)}{% endfor %}`,
      'ours: it puts out more than 500000 characters',
    ],
    ['a source without end', `${head}${'x'.repeat(300_000)}`, 'ours: parse length limit exceeded'],
    [
      'a head that is no YAML',
      '---\ndoes: ours\n  audience: public\n---\n',
      'ours, line 2: Nested mappings are not allowed in compact mappings',
    ],
    ['a tag in the head that YAML does not know', '---\ndoes: !say x\n---\n', 'ours, line 2: Unresolved tag: !say'],
    ['a head that is a list', '---\n- ours\n---\n', 'ours, in its head: '],
    ['an empty head', '---\n---\n# Title', 'ours, in its head: '],
    [
      'a head that says nothing',
      '---\naudience: public\n---\n',
      'ours, in its head: does must say what the form is for',
    ],
    ['a key in the head that there is not', `---\ndoes: x\nauthor: me\n---\n`, 'ours, in its head: '],
    [
      'an audience that there is not',
      `---\ndoes: x\naudience: customers\n---\n`,
      'ours, in its head: audience must be internal or public',
    ],
    ['no head', '# Title', 'ours, line 1: begin with a head: ---, does: …, ---'],
    ['a head that does not end', '---\ndoes: x\n# Title', 'ours, line 1: begin with a head'],
    ['an empty file', '', 'ours, line 1: begin with a head'],
    ['a sign of ours', `${head}\nx \uE001 y`, 'ours, line 5: there is a character of private use'],
  ])('%s', (_, source, expected) => {
    expect(complaint(source)).toContain(expected)
  })
})

describe('what a form may hold', () => {
  it.each([
    ['a head and nothing else', head],
    ['a head without a line end behind it', '---\ndoes: x\n---'],
    [
      'conditions, loops, variables and comments',
      `${head}{% assign n = 2 %}{% for i in (1..n) %}{{ i }} {{ forloop.index }}{% endfor %}{% if state != "" and counts.lessons > 0 %}x{% elsif published %}y{% else %}z{% endif %}{% comment %}{{ no.such }}{% endcomment %}{% # nothing %}`,
    ],
    [
      'a section where it may not be put out',
      `${head}{% if incident.mode == "drill" %}{% section own %}x{% endsection %}{% endif %}`,
    ],
    ['icons of a font, which are of private use but not ours', `${head}\uF0E7`],
    ['braces that are no Liquid', `${head}{ } %} }}`],
  ])('%s', (_, source) => {
    expect(complaint(source)).toBe('none')
  })
})
