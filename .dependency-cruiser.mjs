// The import rules of the house (docs/adr/0002). `npm run check:imports` fails the build on a breach, and
// test/house/imports.test.ts proves that it does.

const features =
  'incident|role|timeline|record|reread|hypothesis|challenge|brief|wait|reminder|update|followup|measure|noticing|postmortem|panel|home|undo|timer'
/** Decisions and views: everything of a feature, in whichever folder, that is neither its queries nor its registration. */
const pure = `^src/(${features})/(?!(?:store|slack|alarms|hearing)\\.ts|handlers/|words/).+\\.ts$`
const tests = '\\.test\\.ts$'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'decisions-are-pure',
      comment: 'decisions and views reach nothing impure, not even indirectly',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: {
        reachable: true,
        path: '^src/(store|generated|slack/(gate|sender|web|reception|calls))|^node_modules/(pg|@prisma|@slack|pino)|^(node:)?(fs|net|http|crypto|child_process|timers)',
      },
    },
    {
      name: 'features-meet-at-their-public-face',
      comment:
        "a feature imports another's decisions and types, never its store or its registration; the stores of two gather what several keep",
      severity: 'error',
      from: { path: `^src/(${features})/`, pathNot: [tests, '^src/(postmortem|home)/store\\.ts$'] },
      to: { path: `^src/(${features})/(store|slack)\\.ts$`, pathNot: '^src/$1/' },
    },
    {
      name: 'only-slack-knows-slack',
      comment: "Slack's wire is known in slack/ alone",
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/slack/', '^src/app\\.ts$', tests] },
      to: { path: '^node_modules/@slack' },
    },
    {
      name: 'only-stores-know-prisma',
      comment: 'Prisma and pg are known in store/ and in the stores of the features',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/store/', '^src/generated/', '/store\\.ts$', tests],
      },
      to: { path: '^src/generated|^node_modules/(@prisma|pg)/' },
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
      from: { path: '^src/', pathNot: ['^src/archive/replay/', tests] },
      to: { path: '^playground/' },
    },
    {
      name: 'replay-is-loaded-on-demand',
      comment: 'a running bot loads neither the replay nor the playground',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/archive/replay/' },
      to: { path: '^src/archive/replay/', dynamic: false },
    },
    {
      name: 'only-the-top-constructs',
      comment: 'app.ts puts the parts together; nothing below looks up to it',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: ['^src/archive/', tests] },
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
