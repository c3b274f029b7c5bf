import { afterEach, expect, it, vi } from 'vitest'
import { formsFolder } from '../../test/support/forms-folder.ts'
import { checkTemplates } from './check-templates.ts'

afterEach(() => vi.restoreAllMocks())

function checked(env: NodeJS.ProcessEnv, folder?: string): { fine: boolean; lines: string[] } {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  return { fine: checkTemplates(env, folder), lines }
}

it('accepts the bundled templates', () => {
  const { fine, lines } = checked({})
  expect(fine).toBe(true)
  expect(lines).toHaveLength(6)
  expect(lines.at(-1)).toBe('ok     standard: every section there is')
})

it('names a broken template and its line, and still checks the others', () => {
  const folder = formsFolder({
    'ours.md': '---\ndoes: ours\n---\n\n{{ nobody }}\n',
    'brief.md': '---\ndoes: one line\n---\n{{ state }}\n',
  })
  const { fine, lines } = checked({}, folder)
  expect(fine).toBe(false)
  expect(lines).toContain('ok     brief: one line')
  expect(lines.at(-1)).toContain('wrong  ours, line 5: there is no field "nobody"')
  expect(lines).toHaveLength(7)
})

it('without a folder checks the one in the settings, and reports a missing default template', () => {
  const folder = formsFolder({
    'settings.yaml': 'postMortem: { form: weekly, templates: . }',
    'ours.md': '---\ndoes: ours\n---\n',
  })
  const { fine, lines } = checked({ FRESHEYES_CONFIG: `${folder}/settings.yaml` })
  expect(fine).toBe(false)
  expect(lines).toContain('ok     ours: ours')
  expect(lines.at(-1)).toContain('wrong  there is no form called "weekly": one of brief')
})
