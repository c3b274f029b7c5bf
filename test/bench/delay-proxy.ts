/**
 * A TCP proxy that delays what passes, in either direction, by a fixed time: how far away a database is.
 * `node delay-proxy.ts <port> <target host> <target port> <ms>`; a host with a slash is the folder of a socket.
 */
import { createConnection, createServer, type Socket } from 'node:net'

const [port, host = '', targetPort, ms] = process.argv.slice(2)
const delay = Number(ms)

function pass(from: Socket, to: Socket): void {
  from.on('data', (chunk) => {
    if (delay === 0) to.write(chunk)
    else setTimeout(() => to.write(chunk), delay)
  })
  from.on('end', () => setTimeout(() => to.end(), delay))
  from.on('error', () => to.destroy())
}

const server = createServer((near) => {
  const far = createConnection(
    host.startsWith('/') ? { path: `${host}/.s.PGSQL.${targetPort}` } : { host, port: Number(targetPort) },
  )
  for (const socket of [near, far]) socket.setNoDelay(true)
  pass(near, far)
  pass(far, near)
})
server.listen(Number(port), '127.0.0.1')
