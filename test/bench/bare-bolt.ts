// The baseline: a Bolt app that only checks the signature and acknowledges.
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
