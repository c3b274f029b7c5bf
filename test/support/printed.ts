/**
 * Which table rows and pictures are split across sheets, by the structure tree that Chromium writes into a tagged PDF:
 * every element knows its parts, and every part its sheet. ISO 32000-1, 14.7.
 */
export function tornIn(pdf: Buffer): string[] {
  const elements = elementsIn(pdf)
  return [...elements].flatMap(([id, element]) => {
    const sheets = sheetsOf(elements, id)
    return isWhole(element, elements) && sheets.size > 1 ? [`${element.role} on ${sheets.size} sheets`] : []
  })
}

/** Whether it must not be split. A table head repeats on every sheet; a figure around several pictures may be split. */
function isWhole({ role, parts, hasWords }: Part, elements: ReadonlyMap<string, Part>): boolean {
  if (role === 'TR') return parts.some((part) => elements.get(part)?.role === 'TD')
  return role === 'Figure' && hasWords
}

/** How many elements of this role were printed. */
export function countedIn(pdf: Buffer, role: string): number {
  return [...elementsIn(pdf).values()].filter((element) => element.role === role).length
}

interface Part {
  role: string
  sheets: string[]
  parts: string[]
  /** Whether it has alternative text. */
  hasWords: boolean
}

function elementsIn(pdf: Buffer): Map<string, Part> {
  const found = pdf.toString('latin1').matchAll(/(?:^|\n)(\d+) 0 obj\s*<<\/Type \/StructElem\b(.*?)endobj/gs)
  return new Map([...found].map(([, id = '', body = '']) => [id, partOf(body)]))
}

function partOf(body: string): Part {
  const sheets = [...body.matchAll(/\/Pg (\d+) 0 R/g)].map(([, sheet = '']) => sheet)
  const own = /\/K\s*(\[.*?\]|\d+ 0 R)/s.exec(body)?.[1] ?? ''
  const inside = own.replace(/<<.*?>>/gs, ' ')
  const parts = [...inside.matchAll(/(\d+) 0 R/g)].map(([, part = '']) => part)
  return { role: /\/S \/(\w+)/.exec(body)?.[1] ?? '', sheets, parts, hasWords: body.includes('/Alt ') }
}

function sheetsOf(elements: ReadonlyMap<string, Part>, id: string): Set<string> {
  const own = elements.get(id)
  if (!own) return new Set()
  return new Set([...own.sheets, ...own.parts.flatMap((part) => [...sheetsOf(elements, part)])])
}
