export interface Area {
  /** The files to mutate. */
  decisions: string[]
  /** The table tests that must detect the mutants. */
  tables: string[]
  /** The run fails if they detect a smaller share of the mutants than this, in %. */
  least: number
}

/**
 * The pure decisions. Table tests must detect mutants on their own: whether a property test detects one is random, and
 * simulated incidents take a minute per mutant that they do not detect.
 */
export const areas: Record<string, Area> = {
  permissions: {
    decisions: ['src/core/router/permission.ts'],
    tables: ['src/core/{meanings,router/permission}.test.ts'],
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
      'src/platform/time/{calendar,durations,when}.ts',
      'src/follow-ups/due.ts',
      'src/investigation/ledger/due.ts',
      'src/incident/lifecycle/{read-time,time-order,times}.ts',
      'src/timeline/editor/read-time.ts',
    ],
    tables: [
      'src/platform/time/{calendar,durations,when}*.test.ts',
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
