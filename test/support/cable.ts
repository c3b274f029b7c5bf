import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'

/** A proxy to the test PostgreSQL whose connections can be cut and restored. */
export interface Cable {
  /** The DATABASE_URL that goes through the cable. */
  url: string
  /** How many packets have been sent to PostgreSQL so far. */
  sent: number
  /** Closes every connection and refuses new ones. */
  cut(): void
  /** Cuts after this many more packets; resolves when that has happened. */
  cutAfter(packets: number): Promise<void>
  /** From now on PostgreSQL appears to end every session in the same packet that opens it. */
  endSessionsAtOnce(): void
  mend(): void
  close(): Promise<void>
}

/** `ReadyForQuery`, outside a transaction. */
const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

/** `FATAL 57P01`, which each session gets when an administrator restarts the server. */
const ended = errorResponse({
  S: 'FATAL',
  V: 'FATAL',
  C: '57P01',
  M: 'terminating connection due to administrator command',
})

function errorResponse(fields: Record<string, string>): Buffer {
  const body = Object.entries(fields).map(([field, value]) => `${field}${value}\0`)
  const bytes = Buffer.from(`${body.join('')}\0`)
  const head = Buffer.alloc(5, 'E')
  head.writeInt32BE(bytes.length + 4, 1)
  return Buffer.concat([head, bytes])
}

export async function openCable(directUrl: string): Promise<Cable> {
  const direct = new URL(directUrl)
  const socketPath = join(direct.searchParams.get('host') ?? '', '.s.PGSQL.5432')
  const ends = new Set<Socket>()
  let state: 'whole' | 'cut' | 'ending' = 'whole'
  let left = Number.POSITIVE_INFINITY
  let reached = () => {}

  const forward = (near: Socket, far: Socket) => (bytes: Buffer) => {
    cable.sent += 1
    left -= 1
    if (left < 0) {
      left = Number.POSITIVE_INFINITY
      cable.cut()
      reached()
    } else if (!near.destroyed) far.write(bytes)
  }
  const answer = (near: Socket) => (bytes: Buffer) => {
    const opened = state === 'ending' ? bytes.indexOf(ready) : -1
    if (opened < 0) near.write(bytes)
    else near.end(Buffer.concat([bytes.subarray(0, opened + ready.length), ended]))
  }
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy()
    const far = connect(socketPath)
    for (const end of [near, far]) {
      ends.add(end)
      end.on('error', () => end.destroy())
      end.on('close', () => ends.delete(end))
    }
    near.on('data', forward(near, far)).on('end', () => far.end())
    far.on('data', answer(near)).on('end', () => near.end())
    // The server must notice that a killed client is gone, or it keeps the locks of the session.
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroySoon())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const cable: Cable = {
    url: `postgresql://postgres@127.0.0.1:${port}${direct.pathname}?sslmode=disable`,
    sent: 0,
    cut: () => {
      state = 'cut'
      for (const end of ends) end.destroy()
    },
    cutAfter: async (packets) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      left = packets
      reached = resolve
      await promise
    },
    endSessionsAtOnce: () => {
      state = 'ending'
    },
    mend: () => {
      state = 'whole'
    },
    close: async () => {
      cable.cut()
      server.close()
      await once(server, 'close')
    },
  }
  return cable
}
