// The baseline for a bot that keeps what it is told: a Bolt app that stores one row in a transaction of its own before it
// acknowledges, whatever the request.
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
await pool.query('CREATE TABLE IF NOT EXISTS stored (id bigint GENERATED ALWAYS AS IDENTITY, body jsonb NOT NULL)')

async function store(body: unknown): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('INSERT INTO stored (body) VALUES ($1)', [JSON.stringify(body)])
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}

const receiver = new HTTPReceiver({
  signingSecret: process.env.SLACK_SIGNING_SECRET ?? '',
  logLevel: LogLevel.ERROR,
  processBeforeResponse: true,
  customRoutes: [{ path: '/healthz', method: 'GET', handler: (_request, response) => response.end('ok') }],
})
const app = new App({
  receiver,
  authorize: async () => ({}),
  convoStore: false,
  tokenVerificationEnabled: false,
})
app.event(/.*/, async ({ body }) => await store(body))
app.command(/.*/, async ({ body, ack }) => {
  await store(body)
  await ack()
})
await app.start(Number(process.env.PORT))
