import { renderDocument } from '../../src/postmortem/export/document.ts'
import type { PostMortemInput } from '../../src/postmortem/input.ts'
import type { Pictures } from '../../src/postmortem/render/page/picture.ts'
import { materialWith } from './material.ts'
import { forms } from './outlined.ts'
import { at, ben, entryWith, hypothesisWith } from './situation.ts'

/** A PNG of one grey pixel. */
export const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

/** Texts that try to break a page or make it do something. */
export const hostile = [
  '<img src=x onerror="window.ran=1">',
  '</style><script>window.ran=1</script>',
  '</title></svg><script>window.ran=1</script>',
  'javascript:window.ran=1',
  '[click](javascript:window.ran=1) ![x](https://evil.example/x.png)',
  'see https://evil.example/"onmouseover="window.ran=1 and data:text/html,<script>1</script>',
  '"><svg onload=window.ran=1><foreignObject><iframe srcdoc="<script>parent.ran=1</script>">',
  "' style='position:fixed;inset:0;background:url(https://evil.example/x)",
  '--><!-- <![CDATA[ ]]> &lt;b&gt; {{ 1 }}',
  '```\n</code></pre><script>window.ran=1</script>\n```',
  'شبكة بطيئة <b>جدا</b> اليوم',
  '決済が遅い、もう一度確認してください。'.repeat(12),
  'W'.repeat(400),
]

/** An incident with everything a page can show, whose texts are taken from these in turn. */
export function materialSaying(texts: readonly string[], given: Partial<PostMortemInput> = {}): PostMortemInput {
  let said = 0
  const say = () => texts[said++ % texts.length] ?? ''
  const material = materialWith(say)
  const name = say()
  return {
    ...material,
    impact: {
      periods: [
        { id: 'w1', from: at(-5), to: at(20) },
        { id: 'w2', from: at(60), to: at(85) },
      ],
      facts: [{ name: 'users', value: say() }],
    },
    pictures: [
      { id: 'p1', entryId: 'e2', name, type: 'image/png' },
      { id: 'p2', entryId: 'e2', name: 'graph.png', type: 'image/png' },
    ],
    written: ['summary', 'lessons', 'timeline'].map((section) => ({
      section,
      version: 1,
      text: texts.map((text) => `##### ${text}\n\n- [x] ${text}\n\n| a | b |\n|--|--|\n| ${text} | 2 |`).join('\n\n'),
      basis: `${say()}\n- ${say()}`,
      writtenBy: ben.id,
      writtenAt: at(200),
    })),
    ...given,
  }
}

/** A valid picture, and a script disguised as one. */
export const pictures: Pictures = new Map([
  ['p1', dot],
  ['p2', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=1"/>')],
])

export const pageOf = (material: PostMortemInput): string =>
  renderDocument(material, { format: 'html', template: null }, forms, pictures).content

/** An incident that was declared and has nothing else recorded. */
export function emptyMaterial(): PostMortemInput {
  const { state, ...others } = materialWith(() => 'word')
  const nothing = { hypotheses: [], challenges: [], waits: [], unexplained: [], briefs: [], otherTests: [] }
  const incident = {
    ...state.incident,
    acknowledgedAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    closedAt: null,
  }
  return { ...others, state: { ...state, ...nothing, incident }, entries: [], roles: [], liveMessages: [] }
}

/** A long incident with this many entries and thirty hypotheses. */
export function longMaterial(lines: number): PostMortemInput {
  const material = materialSaying(['the queue grows again, see https://grafana.example/d/1 and `kubectl top`'])
  const kinds = ['note', 'observation', 'action', 'decision'] as const
  const entries = Array.from({ length: lines }, (_, index) =>
    entryWith({
      id: `n${index}`,
      kind: kinds[index % kinds.length] ?? 'note',
      text: `line ${index}: the queue grows again, see https://grafana.example/d/${index}`,
      occurredAt: at((index * 5 * 24 * 60) / lines),
    }),
  )
  const hypotheses = Array.from({ length: 30 }, (_, index) =>
    hypothesisWith({
      id: `h${index}`,
      number: index + 1,
      statement: `${index + 1}: ${hostile[index % hostile.length]}`,
      openedAt: at(index * 230),
    }),
  )
  return { ...material, entries, pictures: [], state: { ...material.state, hypotheses } }
}
