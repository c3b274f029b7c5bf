import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** A copy of the code without its tests, to seed violations in; disposing removes the folder. */
export function copyHouse(): { folder: string; seed(path: string, content: string): void } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'fresheyes-house-'))
  const filter = (path: string) => !path.endsWith('.test.ts')
  for (const name of [
    'src',
    'playground',
    'biome.json',
    'imports-run-one-way.grit',
    'package.json',
    'tsconfig.json',
    '.gitignore',
  ])
    cpSync(join(root, name), join(folder, name), { recursive: true, filter })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  // Symlinks must be preserved: the rules expect packages under node_modules.
  const rules = JSON.stringify(join(root, '.dependency-cruiser.mjs'))
  writeFileSync(
    join(folder, 'rules.mjs'),
    `import house from ${rules}\nexport default { ...house, options: { ...house.options, preserveSymlinks: true } }\n`,
  )
  return {
    folder,
    seed(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

/** Runs a tool of the project in this folder and returns its output; a non-zero exit code is ignored. */
export async function run(folder: string, tool: string, ...options: string[]): Promise<string> {
  const script = join(root, 'node_modules', tool)
  return await new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [script, ...options],
      { cwd: folder, maxBuffer: 2 ** 27, env: { ...process.env, NO_COLOR: '1' } },
      (error, stdout, stderr) => {
        if (stdout) resolve(stdout)
        else reject(new Error(`${basename(tool)}: ${stderr || error?.message}`))
      },
    )
  })
}
