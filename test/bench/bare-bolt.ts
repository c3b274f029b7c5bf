// The least a Bolt app can do: check the signature and acknowledge. What the bot is measured beside.
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'

const receiver = new HTTPReceiver({
  signingSecret: process.env.SLACK_SIGNING_SECRET ?? '',
  logLevel: LogLevel.ERROR,
  customRoutes: [{ path: '/healthz', method: 'GET', handler: (_request, response) => response.end('ok') }],
})
const app = new App({
  receiver,
  authorize: async () => ({}),
  convoStore: false,
  tokenVerificationEnabled: false,
})
app.event('message', async () => {})
await app.start(Number(process.env.PORT))
