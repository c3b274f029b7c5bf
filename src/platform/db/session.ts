import pg from 'pg'

/**
 * A database session that may end at any instant without taking the process with it. PostgreSQL ends sessions as it
 * likes (a restart, a failover, an operator), even in the packet that opens one, and pg tells of it by an `error`
 * event: where nobody listens, that ends the process, and both pg's pool and its users have instants when nobody
 * does. Nothing is lost by listening here: the query under way rejects, the pool says that it lost a session, and
 * `end` is emitted.
 */
export class Session extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    this.on('error', () => {})
  }
}

/** A pool of such sessions. One that ends while it is idle is replaced when it is needed; `onLost` is told. */
export function sessionPool(config: pg.PoolConfig, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...config, Client: Session })
  pool.on('error', onLost)
  return pool
}
