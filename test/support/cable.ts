import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'

/** A way to the test PostgreSQL that can be cut and mended. */
export interface Cable {
  /** DATABASE_URL through the cable. */
  url: string
  /** Ends every session and refuses new ones. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function openCable(directUrl: string): Promise<Cable> {
  const direct = new URL(directUrl)
  const socketPath = join(direct.searchParams.get('host') ?? '', '.s.PGSQL.5432')
  const ends = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(socketPath)
    for (const end of [near, far]) {
      ends.add(end)
      end.on('error', () => end.destroy())
      end.on('close', () => ends.delete(end))
    }
    near.pipe(far).pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const cut = () => {
    isCut = true
    for (const end of ends) end.destroy()
  }
  return {
    url: `postgresql://postgres@127.0.0.1:${port}${direct.pathname}?sslmode=disable`,
    cut,
    mend: () => {
      isCut = false
    },
    close: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
