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

describe('parseTemplate reports a mistake with its line', () => {
  it.each([
    [
      'an unknown field',
      `${head}\n{{ incident.titel }}`,
      'ours, line 5: there is no field "incident.titel": one of incident.reference, incident.title',
    ],
    [
      'an unknown field in an untaken branch',
      `${head}{% if incident.mode == "drill" %}\n{{ commanders }}{% endif %}`,
      'ours, line 5: there is no field "commanders": one of incident, state',
    ],
    [
      'an unknown field in a section',
      `${head}{% section own %}\n## Own\n{{ x.y }}\n{% endsection %}`,
      'ours, line 6: there is no field "x.y"',
    ],
    [
      'an unknown field in a condition',
      `${head}\n\n{% if incident.mod == "drill" %}{% endif %}`,
      'ours, line 6: there is no field "incident.mod"',
    ],
    [
      'a group without its field',
      `${head}{{ incident }}`,
      'ours, line 4: there is no field "incident": one of incident.reference',
    ],
    [
      'a field of an assigned variable',
      `${head}{% assign all = incident %}\n{{ all.titel }}`,
      'ours, line 4: there is no field "incident"',
    ],
    [
      'an unknown field in a file with Windows line ends',
      `---\r\ndoes: x\r\n---\r\n\r\n{{ nobody }}`,
      'ours, line 5: there is no field "nobody"',
    ],
    ['two unknown fields', `${head}{{ a }}\n{{ b }}`, 'ours, line 5: there is no field "b"'],
    [
      'an unknown block',
      `${head}\n{% show lesson %}`,
      'ours, line 5: there is nothing called "lesson" to show: one of summary',
    ],
    ['an unknown option', `${head}{% show lessons sort: "well" %}`, 'ours, line 4: "lessons" has no option "sort"'],
    [
      'an unknown value of an option',
      `${head}{% show lessons kind: "good" %}`,
      'ours, line 4: kind of "lessons" is one of well',
    ],
    ['an option without quotes', `${head}{% show lessons kind: well %}`, 'ours, line 4: "kind: well" cannot be read'],
    ['an unclosed section', `${head}\n{% section own %}\n## Own`, 'ours, line 5: the section "own" is not closed'],
    [
      'a nested section',
      `${head}{% section one %}\n{% section two %}{% endsection %}{% endsection %}`,
      'ours, line 5: the section "two" stands within the section "one"',
    ],
    [
      'a duplicate section',
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
      'an invalid section name',
      `${head}{% section Own Words %}{% endsection %}`,
      'ours, line 4: a section is named in lower-case letters',
    ],
    ['an endsection without a section', `${head}\n{% endsection %}`, 'ours, line 5: there is no tag "endsection" here'],
    [
      'an unclosed if',
      `${head}\n{% if state == "Draft" %}\nx`,
      'ours, line 5: tag {% if state == "Draft" %} not closed',
    ],
    ['an unclosed output', `${head}\n{{ state`, 'ours, line 5: output "{{ state\\n" not closed'],
    [
      'an unknown tag',
      `${head}\n{% shwo lessons %}`,
      'ours, line 5: there is no tag "shwo" here: one of section, show, if',
    ],
    ['an unknown filter', `${head}\n{{ state | upper }}`, 'ours, line 5: there is no filter "upper" here'],
    ['the raw filter', `${head}{{ incident.title | raw }}`, 'ours, line 4: there is no filter "raw" here'],
    ['the date filter', `${head}{{ "now" | date: "%H" }}`, 'ours, line 4: there is no filter "date" here'],
    ['the include tag', `${head}{% include "/etc/passwd" %}`, 'ours, line 4: there is no tag "include" here'],
    ['the render tag', `${head}{% render "standard" %}`, 'ours, line 4: there is no tag "render" here'],
    ['the layout tag', `${head}{% layout "standard" %}`, 'ours, line 4: there is no tag "layout" here'],
    [
      'a loop of ten million',
      `${head}\n{% for n in (1..10000000) %}x{% endfor %}`,
      'limit exceeded: is there a loop that is too long?',
    ],
    [
      'nested loops',
      `${head}{% for a in (1..9999) %}{% for b in (1..9999) %}{% endfor %}{% endfor %}`,
      'limit exceeded: is there a loop that is too long?',
    ],
    [
      'too much output',
      `${head}{% for a in (1..999) %}${'x'.repeat(1_000)}{% endfor %}`,
      'ours: it puts out more than 500000 characters',
    ],
    ['too long a source', `${head}${'x'.repeat(300_000)}`, 'ours: parse length limit exceeded'],
    [
      'a head that is not YAML',
      '---\ndoes: ours\n  audience: public\n---\n',
      'ours, line 2: Nested mappings are not allowed in compact mappings',
    ],
    ['an unknown YAML tag in the head', '---\ndoes: !say x\n---\n', 'ours, line 2: Unresolved tag: !say'],
    ['a head that is a list', '---\n- ours\n---\n', 'ours, in its head: '],
    ['an empty head', '---\n---\n# Title', 'ours, in its head: '],
    [
      'a head without a description',
      '---\naudience: public\n---\n',
      'ours, in its head: does must say what the form is for',
    ],
    ['an unknown key in the head', `---\ndoes: x\nauthor: me\n---\n`, 'ours, in its head: '],
    [
      'an unknown audience',
      `---\ndoes: x\naudience: customers\n---\n`,
      'ours, in its head: audience must be internal or public',
    ],
    ['no head', '# Title', 'ours, line 1: begin with a head: ---, does: …, ---'],
    ['an unclosed head', '---\ndoes: x\n# Title', 'ours, line 1: begin with a head'],
    ['an empty file', '', 'ours, line 1: begin with a head'],
    ['a delimiter of ours', `${head}\nx \uE001 y`, 'ours, line 5: there is a character of private use'],
  ])('%s', (_, source, expected) => {
    expect(complaint(source)).toContain(expected)
  })
})

describe('a template may contain', () => {
  it.each([
    ['a head and nothing else', head],
    ['a head without a trailing line end', '---\ndoes: x\n---'],
    [
      'conditions, loops, variables and comments',
      `${head}{% assign n = 2 %}{% for i in (1..n) %}{{ i }} {{ forloop.index }}{% endfor %}{% if state != "" and counts.lessons > 0 %}x{% elsif published %}y{% else %}z{% endif %}{% comment %}{{ no.such }}{% endcomment %}{% # nothing %}`,
    ],
    [
      'a section in a condition',
      `${head}{% if incident.mode == "drill" %}{% section own %}x{% endsection %}{% endif %}`,
    ],
    ['private-use characters that are not our delimiters', `${head}\uF0E7`],
    ['braces that are not Liquid', `${head}{ } %} }}`],
  ])('%s', (_, source) => {
    expect(complaint(source)).toBe('none')
  })
})
