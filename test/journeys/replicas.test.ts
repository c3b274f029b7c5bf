import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../../src/app.ts'
import { anaReadsDrafts, draftOf, linesOf, modalOf, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let second: RunningApp
let fork: Server
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  second = await startApp(office.config, pino({ level: 'silent' }), {
    clock: office.clock,
    inFlightMs: 0,
    byHand: true,
  })
  fork = forkTo([office.app.port, second.port].map((port) => `http://127.0.0.1:${port}/slack/events`))
  await new Promise<void>((resolve) => fork.listen(0, '127.0.0.1', resolve))
  await office.workspace.connectHttp(`http://127.0.0.1:${(fork.address() as AddressInfo).port}/slack/events`)
})
afterAll(async () => {
  fork.closeAllConnections()
  await new Promise((resolve) => fork.close(resolve))
  await second.stop()
  await office.close()
})

/** Forwards every request to all bots at once and returns the first non-empty response. */
function forkTo(bots: readonly string[]): Server {
  return createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = Object.fromEntries(
      ['content-type', 'x-slack-request-timestamp', 'x-slack-signature'].map((name) => [
        name,
        String(request.headers[name] ?? ''),
      ]),
    )
    const body = Buffer.concat(chunks)
    const answers = await Promise.all(
      bots.map(async (bot) => {
        const answer = await fetch(bot, { method: 'POST', body, headers })
        return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
      }),
    )
    const best = answers.toSorted((a, b) => b.text.length - a.text.length)[0]
    const worst = Math.max(...answers.map(({ status }) => status))
    response.writeHead(worst, { 'content-type': best?.type ?? 'text/plain' }).end(best?.text)
  })
}

it('two bots that both receive everything act once and post once', async () => {
  const { ana, ben } = office
  const channel = await office.declare('SEV1 Checkout is slow')
  await ben.join(channel.id)
  const made = office.workspace.journal.calls('conversations.create')
  expect(made).toHaveLength(1)
  await Promise.all([
    ana.command(channel.id, 'commander'),
    ben.command(channel.id, 'owner'),
    ana.command(channel.id, 'log it began with the release'),
    ben.say(channel.id, '@fresheyes log mentioned once'),
    ana.command(channel.id, 'followup raise the limit @ben by tomorrow'),
    ben.command(channel.id, 'hyp the cache is cold'),
  ])
  await office.quiet()
  const ts = await ben.say(channel.id, 'rolled back')
  await Promise.all([ana.react(channel.id, ts, 'pushpin'), ben.react(channel.id, ts, 'hammer_and_wrench')])
  await office.quiet()
  await ben.edit(channel.id, ts, 'rolled back 1.4')
  await modalOf(await ana.command(channel.id, 'update all is calm')).submit()
  await ana.command(channel.id, 'severity SEV2 fewer people')
  await office.quiet()
  const undo = ana.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))
  await ana.press('Undo', { channel: channel.id, ts: undo?.ts ?? '' })
  await office.pass(40)
  for (const [words, times] of [
    ['*ana* is commander', 1],
    ['*ben* is owner', 1],
    ['it began with the release', 1],
    ['mentioned once', 1],
    ['Follow-up *F1*', 1],
    ['took back', 1],
    ['*Update*', 1],
  ] as const)
    expect([words, posts(channel, words).length]).toEqual([words, times])
  const draft = await draftOf(office, channel)
  expect(linesOf(draft, 'action')).toHaveLength(1)
  expect(linesOf(draft, 'action')[0]).toContain('rolled back 1.4')
  expect(linesOf(draft, 'note')).toHaveLength(2)
  expect(linesOf(draft, 'hypothesis')).toHaveLength(1)
  expect(linesOf(draft, 'severity')).toHaveLength(0)
  await ana.command(channel.id, 'resolve it is over')
  await ana.command(channel.id, 'close now')
  await office.pass(5)
  expect(posts(channel, 'Draft post-mortem of')).toHaveLength(1)
})
