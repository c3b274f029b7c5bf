import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** The one address that Slack has: a round-robin proxy to the bots that are up. */
export interface Front {
  url: string
  close(): Promise<void>
}

export async function openFront(ports: () => readonly number[]): Promise<Front> {
  const ends = new Set<Socket>()
  let turn = 0
  const server = createServer((near) => {
    const up = ports()
    const port = up[turn++ % up.length]
    if (port === undefined) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.on('error', () => end.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
      end.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    async close() {
      for (const end of ends) end.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
