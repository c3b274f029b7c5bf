import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { type Office, openOffice } from '../support/office.ts'
import { submissionBody } from '../support/payloads.ts'
import { tamperedPayloads } from '../support/tampering.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const nowInSeconds = () => Math.floor(Date.now() / 1000)

function sign(body: string, at: number, secret = office.workspace.signingSecret): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`
}

const command = (text = 'declare SEV1 Forged') =>
  new URLSearchParams({
    command: '/incident',
    text,
    team_id: office.workspace.teamId,
    channel_id: 'COPS',
    user_id: 'UANA',
    user_name: 'ana',
    trigger_id: 'forged.1',
    api_app_id: office.workspace.appId,
  }).toString()

async function post(body: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${office.app.port}/slack/events`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
  return { status: response.status, text: await response.text() }
}

const send = async (body: string, headers: Record<string, string>): Promise<number> =>
  (await post(body, headers)).status

function interact(payload: object) {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const at = nowInSeconds()
  return post(body, signed(sign(body, at), at))
}

const signed = (signature: string, at: number) => ({
  'x-slack-signature': signature,
  'x-slack-request-timestamp': String(at),
})

const incidents = () => office.app.database.prisma.incident.count()

describe('requests that Slack did not sign', () => {
  it.each([
    ['no signature', () => ({})],
    ['a wrong signature', () => signed(sign(command(), nowInSeconds(), 'another secret'), nowInSeconds())],
    ['the signature of another body', () => signed(sign('other', nowInSeconds()), nowInSeconds())],
    ['a malformed signature', () => signed('v0=zz', nowInSeconds())],
    ['a signature six minutes old', () => signed(sign(command(), nowInSeconds() - 360), nowInSeconds() - 360)],
  ])('answers 401 and decides nothing given %s', async (_what, headers) => {
    expect(await send(command(), headers())).toBe(401)
    await office.quiet()
    expect(await incidents()).toBe(0)
  })

  it('refuses a signed body that is not JSON without harm', async () => {
    const body = '{"type": "event_callback", '
    const at = nowInSeconds()
    const status = await send(body, { ...signed(sign(body, at), at), 'content-type': 'application/json' })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })

  it('refuses a body larger than Slack sends before reading all of it', async () => {
    const body = `text=${'x'.repeat(20_000_000)}`
    const at = nowInSeconds()
    const status = await send(body, signed(sign(body, at), at)).catch(() => 'cut off')
    expect([413, 400, 401, 'cut off']).toContain(status)
  })

  it('still serves afterwards', async () => {
    await office.declare()
    expect(await incidents()).toBe(1)
  })

  it('survives tampered ids, metadata and fields in every button and every modal', async () => {
    const { id } = await office.app.database.prisma.incident.findFirstOrThrow()
    const failed: unknown[] = []
    for (const payload of tamperedPayloads(1, id)) {
      const answer = await interact(payload)
      if (answer.status >= 500 || answer.text.includes('went wrong')) failed.push({ payload, answer })
    }
    expect(failed).toEqual([])
  })

  it('keeps a modal of another release open, with what was typed in it', async () => {
    const { id: incidentId } = await office.app.database.prisma.incident.findFirstOrThrow()
    const private_metadata = JSON.stringify({ incidentId, about: 'summary:latest:k3x9' })
    const { text } = await interact(submissionBody({ callback_id: 'postmortem.close', private_metadata }))
    const lessons = 'This is from an older version of the bot. Please run the command again.'
    expect(JSON.parse(text)).toEqual({ response_action: 'errors', errors: { lessons } })
  })
})

describe('readiness', () => {
  const readiness = async () => {
    const response = await fetch(`http://127.0.0.1:${office.app.port}/readyz`)
    return { status: response.status, slack: ((await response.json()) as { slack: string }).slack }
  }
  const readyWith = async (slack: string) => {
    await eventually(`the page says: ${slack}`, async () => {
      // A page is cached for a second of the bot's clock.
      await office.pass(1)
      return (await readiness()).slack === slack
    })
    return (await readiness()).status
  }

  it('reports an outage of Slack and stays ready', async () => {
    office.workspace.faults.serverError('auth.test')
    await office.restart()
    expect(await readyWith('no answer')).toBe(200)
  })

  it('is lost when Slack refuses the token', async () => {
    office.workspace.faults.error('auth.test', 'invalid_auth')
    await office.restart()
    expect(await readyWith('token refused')).toBe(503)
    await office.restart()
    expect(await readyWith('ok')).toBe(200)
  })
})
