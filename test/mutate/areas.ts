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
    decisions: ['src/core/permission.ts'],
    tables: ['src/core/{meanings,permission}.test.ts'],
    least: 99,
  },
  roles: {
    decisions: ['src/core/incident/roles.ts', 'src/incident/roles/{assign,confirm,eligibility,handover,relinquish}.ts'],
    tables: ['src/incident/roles/*.test.ts'],
    least: 99,
  },
  outbox: {
    decisions: ['src/core/outbox/{call,decide}.ts'],
    tables: ['src/core/outbox/*.test.ts'],
    least: 99,
  },
  times: {
    decisions: [
      'src/platform/time/{durations,when}.ts',
      'src/follow-ups/due.ts',
      'src/investigation/ledger/due.ts',
      'src/incident/lifecycle/{read-time,time-order,times}.ts',
      'src/timeline/editor/read-time.ts',
    ],
    tables: [
      'src/platform/time/{durations,when}*.test.ts',
      'src/follow-ups/due*.test.ts',
      'src/investigation/ledger/due*.test.ts',
      'src/incident/lifecycle/{read-time,time-order,times}*.test.ts',
      'src/timeline/editor/read-time.test.ts',
    ],
    least: 99,
  },
  capture: {
    decisions: ['src/core/record/{entry,record-entry}.ts', 'src/timeline/capture/{by-hand,capture,message-text}.ts'],
    tables: [
      'src/core/record/record-entry.test.ts',
      'src/timeline/capture/capture{,-entry,-follow-up,-rules}.test.ts',
      'src/timeline/capture/message-text.test.ts',
    ],
    least: 99,
  },
  policy: {
    decisions: ['src/investigation/challenges/{triggers,policy,quiet,rhythm,subject,why}.ts'],
    tables: [
      'src/investigation/challenges/{triggers,quiet,rhythm,subject,why}*.test.ts',
      'src/investigation/challenges/policy{,-choice,-holds,-limits,-reasons}.test.ts',
    ],
    least: 99,
  },
}
