export interface Area {
  /** What is changed. */
  decisions: string[]
  /** The tables that are to notice. */
  tables: string[]
  /** The share of changes that they notice, in %, below which the run fails. */
  least: number
}

/**
 * The pure decisions. Tables must notice by themselves: a property may notice today what it does not tomorrow, and whole
 * lives made up at random take a minute to notice nothing.
 */
export const areas: Record<string, Area> = {
  permissions: {
    decisions: ['src/dispatch/permission.ts'],
    tables: ['src/dispatch/{meanings,permission}.test.ts'],
    least: 99,
  },
  roles: {
    decisions: ['src/role/{account,assign,confirm,handover,model,relinquish}.ts'],
    tables: ['src/role/*.test.ts'],
    least: 99,
  },
  outbox: {
    decisions: ['src/delivery/{call,decide}.ts'],
    tables: ['src/delivery/*.test.ts'],
    least: 99,
  },
  times: {
    decisions: [
      'src/timeline/when.ts',
      'src/{followup,hypothesis}/due.ts',
      'src/incident/{moments,order,times}.ts',
      'src/record/moment.ts',
      'src/lib/durations.ts',
    ],
    tables: [
      'src/timeline/when*.test.ts',
      'src/{followup,hypothesis}/due*.test.ts',
      'src/incident/{moments,order,times}*.test.ts',
      'src/record/moment.test.ts',
      'src/lib/durations.test.ts',
    ],
    least: 99,
  },
  capture: {
    decisions: ['src/timeline/{by-hand,capture,deed,entry,saying}.ts'],
    tables: ['src/timeline/{deed,saying}.test.ts', 'src/timeline/capture{,-entry,-follow-up,-rules}.test.ts'],
    least: 99,
  },
  policy: {
    decisions: ['src/challenge/{grounds,policy,quiet,rhythm,subject,why}.ts'],
    tables: [
      'src/challenge/{grounds,quiet,rhythm,subject,why}*.test.ts',
      'src/challenge/policy{,-choice,-holds,-limits,-reasons}.test.ts',
    ],
    least: 99,
  },
}
