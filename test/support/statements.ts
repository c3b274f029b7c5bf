import pg from 'pg'

/** Begin, commit and the check before it: what every transaction costs, whatever it is about. */
const frame = /^(BEGIN|COMMIT|ROLLBACK|SELECT 1$|SET )/i
/** Wake-ups are of the job queue, which also looks after itself meanwhile. */
const jobs = /\bpgboss\b/

/** The statements that reach PostgreSQL while something happens, in this process. */
export async function statementsOf(work: () => Promise<void>): Promise<string[]> {
  const seen: string[] = []
  const original = pg.Client.prototype.query
  pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
    const [first] = given
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text
    if (text) seen.push(text.trim())
    return (original as (...args: unknown[]) => unknown).apply(this, given)
  } as typeof original
  try {
    await work()
  } finally {
    pg.Client.prototype.query = original
  }
  return seen.filter((text) => !frame.test(text) && !jobs.test(text))
}
