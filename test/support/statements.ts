import pg from 'pg'

/** Statements that begin and end a transaction, which every transaction costs. */
const frame = /^(BEGIN|COMMIT|ROLLBACK|SET )/i

/** The transactions that this process commits while `work` runs, each as its statements; one statement may be alone. */
export async function transactionsDuring(work: () => Promise<void>): Promise<string[][]> {
  const open = new Map<pg.Client, string[]>()
  const done: string[][] = []
  const original = pg.Client.prototype.query
  pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
    const [first] = given
    const text = (typeof first === 'string' ? first : ((first as { text?: string })?.text ?? '')).trim()
    if (/^BEGIN/i.test(text)) open.set(this, [])
    else if (!frame.test(text)) (open.get(this) ?? done[done.push([]) - 1])?.push(text)
    if (/^COMMIT/i.test(text)) {
      done.push(open.get(this) ?? [])
      open.delete(this)
    }
    return (original as (...args: unknown[]) => unknown).apply(this, given)
  } as typeof original
  try {
    await work()
  } finally {
    pg.Client.prototype.query = original
  }
  return done
}
