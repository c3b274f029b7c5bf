import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The path of a Chromium: CHROMIUM_PATH, or a usual location; undefined if there is none. */
export const chromiumAt: string | undefined = process.env.CHROMIUM_PATH || usual.find((path) => existsSync(path))

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ ...(chromiumAt && { executablePath: chromiumAt }) })

/** Fails in CI; elsewhere warns that something was not tested. */
export function withoutBrowser(what: string): void {
  const words = `${what} was not tested: no Chromium was found. Install it, or name one in CHROMIUM_PATH.`
  if (process.env.CI) throw new Error(words)
  console.warn(words)
}
