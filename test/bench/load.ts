import { createHmac } from 'node:crypto'
import autocannon from 'autocannon'

export interface Load {
  url: string
  secret: string
  teamId: string
  appId: string
  botUserId: string
  channel: string
}

export interface Measured {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  acknowledged: number
  refused: number
}

let sent = 0

/** Sends distinct signed message events over 32 connections for `seconds`. */
export async function messageLoad(load: Load, seconds: number): Promise<Measured> {
  const result = await autocannon({
    url: load.url,
    connections: 32,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: '/slack/events',
        setupRequest: (request) => ({ ...request, ...signed(load, nextMessage(load)) }),
      },
    ],
  })
  return {
    requestsPerSecond: Math.round(result.requests.average),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    acknowledged: result['2xx'],
    refused: result.non2xx + result.errors,
  }
}

function nextMessage({ teamId, appId, botUserId, channel }: Load): string {
  sent += 1
  const ts = `${1_700_000_000 + Math.floor(sent / 1000)}.${String((sent % 1000) * 100).padStart(6, '0')}`
  const text = `message ${sent}: error rate on checkout is still climbing, looking at the pool next`
  return JSON.stringify({
    type: 'event_callback',
    token: 'x',
    team_id: teamId,
    api_app_id: appId,
    event_id: `Ev${sent}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ team_id: teamId, user_id: botUserId, is_bot: true }],
    event: { type: 'message', channel, channel_type: 'channel', user: 'UANA', text, ts, event_ts: ts },
  })
}

function signed({ secret }: Load, body: string) {
  const timestamp = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${signature}`,
    },
  }
}
