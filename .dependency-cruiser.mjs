// The import rules of the house (docs/adr/0001). `npm run check:imports` fails the build on a breach, and
// test/house/imports.test.ts proves that it does.

const tests = '\\.test\\.ts$'

/** Each area knows those before it; two that stand together do not know each other. */
const order = [
  ['platform'],
  ['messages'],
  ['core'],
  ['incident'],
  ['timeline'],
  ['investigation', 'follow-ups'],
  ['postmortem'],
  ['screens'],
  ['slack'],
  ['cli'],
  ['replay'],
]

/** Forbids an area all that comes after it, and what stands beside it. */
function oneDirection(area, rank) {
  const others = order
    .slice(rank)
    .flat()
    .filter((name) => name !== area)
  return {
    name: 'one-direction',
    comment: 'an area knows only those before it, types included (docs/adr/0001, 0018)',
    severity: 'error',
    from: { path: `^src/${area}/`, pathNot: tests },
    to: { path: `^src/(?:${others.join('|')})/` },
  }
}

const features =
  'core/(?:incident|record|reminders|timers|undo)|incident|timeline|investigation|follow-ups|postmortem|screens'
/** Of a feature's files these, and no others, may reach what is impure. */
const impure = [
  tests,
  '/(?:index|store|load|metrics|timer-scanner|find-unrecorded|message-ingest)\\.ts$',
  '/commands\\.ts$',
  '/(?:handlers|commands|worker)/',
]
/** A feature's rooms: what is in one may use the store of that room. */
const rooms =
  'core/(?:reminders|timers|undo)|incident/(?:roles|updates)|incident|timeline/(?:editor|listening|missed-events)|timeline|investigation/ledger/waits|investigation/[a-z-]+|follow-ups|postmortem|screens/[a-z-]+'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...order
      .flatMap((areas, rank) => areas.map((area) => oneDirection(area, rank)))
      .filter(({ to }) => to.path !== '^src/(?:)/'),
    {
      name: 'decisions-are-pure',
      comment: 'decisions and views reach nothing impure, not even indirectly',
      severity: 'error',
      from: { path: `^src/(?:${features})/`, pathNot: impure },
      to: {
        reachable: true,
        path: '^src/(platform/db|generated|slack/(receive|send))|^node_modules/(pg|@prisma|@slack/(?!types/)|pino)|^(node:)?(fs|net|http|crypto|child_process|timers)',
      },
    },
    {
      name: 'features-meet-at-their-public-face',
      comment:
        "a feature imports another's decisions and types, never its store or its registration; the stores of two gather what several keep",
      severity: 'error',
      from: { path: `^src/(${rooms})/`, pathNot: [tests, '^src/(postmortem|screens/home)/store\\.ts$'] },
      to: { path: `^src/(?:${rooms})/store\\.ts$`, pathNot: '^src/$1/' },
    },
    {
      name: 'only-slack-knows-slack',
      comment: "Slack's wire is known in slack/ alone",
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(?:slack|messages)/', '^src/app\\.ts$', tests] },
      to: { path: '^node_modules/@slack' },
    },
    {
      name: 'only-slack-knows-slack',
      comment: 'messages/ knows what blocks and views look like, and nothing else of Slack',
      severity: 'error',
      from: { path: '^src/messages/', pathNot: tests },
      to: { path: '^node_modules/@slack/(?!types/)' },
    },
    {
      name: 'only-slack-knows-slack',
      comment: 'messages/ loads nothing of Slack at run time',
      severity: 'error',
      from: { path: '^src/messages/', pathNot: tests },
      to: { path: '^node_modules/@slack', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'slack-has-one-face',
      comment: 'what the bot needs of slack/ is exported by its index.ts',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/slack/', tests] },
      to: { path: '^src/slack/', pathNot: '^src/slack/index\\.ts$' },
    },
    {
      name: 'only-stores-know-prisma',
      comment: 'Prisma and pg are known in platform/db and in the stores of the features',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/platform/db/', '^src/generated/', '/store\\.ts$', tests],
      },
      to: { path: '^src/generated|^node_modules/(@prisma|pg)/' },
    },
    {
      name: 'only-the-calendar-knows-date-fns',
      comment: 'times and days are worked out in platform/time/calendar.ts; elsewhere a library would use its own zone',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/platform/time/calendar\\.ts$', tests] },
      to: { path: '^node_modules/(@date-fns|date-fns)/' },
    },
    {
      name: 'playground-knows-only-the-protocol',
      comment: 'the fake workspace imports nothing of the bot',
      severity: 'error',
      from: { path: '^playground/', pathNot: tests },
      to: { path: '^src/' },
    },
    {
      name: 'only-replay-loads-the-playground',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/replay/', tests] },
      to: { path: '^playground/' },
    },
    {
      name: 'replay-is-loaded-on-demand',
      comment: 'a running bot loads neither the replay nor the playground',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/replay/' },
      to: { path: '^src/replay/', dynamic: false },
    },
    {
      name: 'only-the-top-constructs',
      comment: 'app.ts puts the parts together; nothing below looks up to it',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: ['^src/(cli|replay)/', tests] },
      to: { path: '^src/(app|main)\\.ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-development-dependency-at-run-time',
      severity: 'error',
      from: { path: '^(src|playground)/', pathNot: [tests, '^playground/fixtures/'] },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/generated/prisma/(?!client)' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
}
