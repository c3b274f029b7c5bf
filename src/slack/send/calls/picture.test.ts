import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { TryLaterError, webClient } from '../web-client.ts'
import { copyPicture, isSlackUrl } from './picture.ts'

const open: Server[] = []
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const copy = (origin: string, source = `${origin}/a.png`, most = 10) =>
  copyPicture(webClient('xoxb-secret', `${origin}/api/`), {
    do: 'copy_picture',
    pictureId: 'p1',
    source,
    most,
  })
const refused = { got: 'picture', bytes: null }

describe('a picture', () => {
  it('is read with the token', async () => {
    const seen: unknown[] = []
    const origin = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.writeHead(200, { 'content-type': 'image/png' }).end('12345')
    })
    expect(await copy(origin)).toEqual({ got: 'picture', bytes: new Uint8Array(Buffer.from('12345')) })
    expect(seen).toEqual(['Bearer xoxb-secret'])
  })

  it('is cut off at the limit, whatever length was stated', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' })
      const more = setInterval(() => response.write('x'.repeat(8)), 1)
      response.on('close', () => clearInterval(more))
    })
    expect(await copy(origin)).toEqual(refused)
  })

  it.each<[string, number, Record<string, string>]>([
    ['the sign-in page', 200, { 'content-type': 'text/html' }],
    ['403', 403, { 'content-type': 'text/plain' }],
    ['404', 404, { 'content-type': 'image/png' }],
    ['empty', 200, { 'content-type': 'image/png' }],
  ])('is refused if the answer is %s', async (_, status, headers) => {
    const origin = await serve((_request, response) => response.writeHead(status, headers).end())
    expect(await copy(origin)).toEqual(refused)
  })

  it.each([
    [429, { 'retry-after': '7' }, 7_000],
    [503, {}, 1_000],
  ])('is retried later if the answer is %d', async (status, headers, afterMs) => {
    const origin = await serve((_request, response) => response.writeHead(status, headers).end())
    const error = await copy(origin).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TryLaterError)
    expect(error).toMatchObject({ afterMs })
  })
})

describe('the token', () => {
  it('follows a redirect to the same host, and no other', async () => {
    const leaked: string[] = []
    const elsewhere = await serve((request, response) => {
      leaked.push(String(request.headers.authorization))
      response.writeHead(200, { 'content-type': 'image/png' }).end('stolen')
    })
    const origin = await serve((request, response) => {
      const next = request.url === '/a.png' ? '/b.png' : request.url === '/away.png' ? elsewhere : undefined
      if (next) response.writeHead(302, { location: next }).end()
      else response.writeHead(200, { 'content-type': 'image/png' }).end('found')
    })
    expect(await copy(origin)).toMatchObject({ bytes: new Uint8Array(Buffer.from('found')) })
    expect(await copy(origin, `${origin}/away.png`)).toEqual(refused)
    expect(await copy(origin, `${elsewhere}/a.png`)).toEqual(refused)
    expect(leaked).toEqual([])
  })

  it('follows no redirect to an invalid URL', async () => {
    const origin = await serve((_request, response) => response.writeHead(302, { location: 'https://[' }).end())
    expect(await copy(origin)).toEqual(refused)
  })

  it('does not follow redirects forever', async () => {
    const origin = await serve((_request, response) => response.writeHead(302, { location: '/a.png' }).end())
    expect(await copy(origin)).toEqual(refused)
  })

  it.each([
    ['https://files.slack.com/files-pri/T1-F1/a.png', true],
    ['https://slack.com/a.png', true],
    ['http://127.0.0.1:4000/files-pri/a.png', true],
    ['http://files.slack.com/a.png', false],
    ['https://slack.com.evil.com/a.png', false],
    ['https://evilslack.com/a.png', false],
    ['https://docs.google.com/a.png', false],
    ['http://127.0.0.1:4001/a.png', false],
    ['http://169.254.169.254/latest/meta-data', false],
    ['file:///etc/passwd', false],
    ['not an address', false],
  ])('goes to %s: %s', (address, isTheirs) => {
    expect(isSlackUrl(address, 'http://127.0.0.1:4000/api/')).toBe(isTheirs)
  })
})
