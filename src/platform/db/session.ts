import pg from 'pg'

/**
 * A database session whose end never takes the process down. PostgreSQL may end a session at any time (restart,
 * failover, an operator), even in the packet that opens it, and pg reports that with an `error` event. Without a
 * listener the event ends the process, and both pg's pool and its users leave gaps without one. Listening here loses
 * nothing: the running query rejects, the pool reports the lost session, and `end` is emitted.
 */
export class Session extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    this.on('error', () => {})
  }
}

/** A pool of such sessions. One that ends while idle is reported to `onLost` and replaced when needed. */
export function sessionPool(config: pg.PoolConfig, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...config, Client: Session })
  pool.on('error', onLost)
  return pool
}
