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

/** What still runs backwards, and what will turn it round. Nothing may be added. */
export const backwards = [
  {
    because: 'the core lists what features change, keep and load, until they register it',
    ties: {
      'core/decision.ts':
        'follow-ups/changes incident/lifecycle/changes incident/roles/changes investigation/challenges/changes investigation/fresh-eyes/changes investigation/ledger/changes investigation/ledger/waits/changes postmortem/changes timeline/editor/changes timeline/listening/changes timeline/missed-events/changes',
      'core/state.ts':
        'follow-ups/model investigation/challenges/model investigation/fresh-eyes/model investigation/ledger/model investigation/ledger/waits/model',
      'core/store.ts':
        'follow-ups/store incident/lifecycle/store incident/roles/store investigation/challenges/store investigation/fresh-eyes/model investigation/fresh-eyes/store investigation/ledger/store investigation/ledger/waits/store timeline/entries/store',
      'core/undo/undo.ts': 'incident/lifecycle/announce incident/lifecycle/channel investigation/challenges/ask',
      'core/outbox/call.ts': 'timeline/missed-events/model',
      'core/outbox/outcome.ts': 'timeline/missed-events/model',
    },
  },
  {
    because:
      'messages are ingested and missed events replayed by the core, until both are inputs that features register for',
    ties: {
      'core/message-followup.ts': 'timeline/capture/message-ingest timeline/listening/offerable',
      'core/router-parts.ts': 'timeline/capture/message-ingest timeline/missed-events/context',
      'core/replay-missed.ts': 'timeline/missed-events/context timeline/missed-events/model',
    },
  },
  {
    because: 'each reminder and each sentence belongs to the feature it speaks of',
    ties: {
      'core/reminders/view.ts': 'incident/lifecycle/view',
      'core/sentences.ts': 'incident/lifecycle/view',
    },
  },
  {
    because: 'settings are checked against names of features, until features bring their own schema',
    ties: {
      'platform/config/challenge-policy.ts': 'core/incident/model',
      'platform/config/settings.ts': 'core/record/model',
      'platform/config/templates.ts': 'postmortem/templates/library postmortem/templates/template',
    },
  },
  {
    because: 'show, catch-up and hand-over will be put together from lines that features register',
    ties: {
      'incident/lifecycle/show.ts': 'investigation/ledger/model investigation/stats/measure investigation/stats/view',
      'incident/roles/catchup.ts': 'investigation/ledger/model investigation/ledger/waits/model',
      'incident/roles/handover.ts': 'follow-ups/model investigation/ledger/model investigation/ledger/waits/model',
      'incident/roles/lines.ts': 'investigation/ledger/model investigation/ledger/waits/model',
    },
  },
  {
    because: 'opening and closing an incident starts a reading of its channel, until that follows from the change',
    ties: {
      'incident/lifecycle/channel.ts': 'timeline/missed-events/walk',
      'incident/lifecycle/declare.ts': 'timeline/missed-events/walk',
    },
  },
  {
    because: 'the timeline knows what a kind means to the ledger and to follow-ups, until they register their kinds',
    ties: {
      'timeline/capture/add-from-modal.ts': 'investigation/ledger/similarity investigation/ledger/similar-hypothesis',
      'timeline/capture/add.ts': 'investigation/ledger/propose',
      'timeline/capture/capture.ts': 'follow-ups/from-message investigation/ledger/propose',
      'timeline/capture/follow.ts': 'follow-ups/from-message follow-ups/model investigation/ledger/propose',
      'timeline/capture/slack.ts':
        'follow-ups/from-message follow-ups/lesson investigation/challenges/answer investigation/challenges/model',
      'timeline/editor/entry-menu.ts': 'investigation/ledger/model investigation/ledger/unexplained',
      'timeline/editor/change-entry.ts': 'investigation/ledger/propose',
      'timeline/entries/live-messages.ts': 'investigation/challenges/ask investigation/ledger/ledger',
    },
  },
  {
    because: 'what was heard, and what may be done with it, is the investigation’s',
    ties: {
      'timeline/listening/add-suggested.ts': 'investigation/ledger/ledger',
      'timeline/listening/offer.ts':
        'investigation/challenges/triggers investigation/ledger/similarity investigation/ledger/waits/model',
      'timeline/listening/slack.ts': 'investigation/ledger/waits/modal investigation/ledger/waits/wait',
    },
  },
]

const oneOf = (paths) => paths.map((path) => `^src/${path.replaceAll('.', '\\.')}$`)

/** Forbids an area all that comes after it, and each file with a tie that runs backwards all but that. */
function oneDirection(area, rank) {
  const later = order.flatMap((areas, other) => (other >= rank ? areas : [])).filter((name) => name !== area)
  const above = `^src/(?:${later.join('|')})/`
  const ties = backwards.flatMap(({ ties }) => Object.entries(ties)).filter(([file]) => file.startsWith(`${area}/`))
  const rule = {
    name: 'one-direction',
    comment: 'an area knows only those before it (docs/adr/0001)',
    severity: 'error',
  }
  return [
    {
      ...rule,
      from: { path: `^src/${area}/`, pathNot: [tests, ...oneOf(ties.map(([file]) => file))] },
      to: { path: above },
    },
    ...ties.map(([file, allowed]) => ({
      ...rule,
      from: { path: oneOf([file]) },
      to: { path: above, pathNot: oneOf(allowed.split(' ').map((name) => `${name}.ts`)) },
    })),
  ]
}

const features =
  'core/(?:incident|record|reminders|timers|undo)|incident|timeline|investigation|follow-ups|postmortem|screens'
/** Of a feature's files these, and no others, may reach what is impure. */
const impure = [
  tests,
  '/(?:store|slack|timer-scanner|find-unrecorded|message-ingest|metrics)\\.ts$',
  '/commands\\.ts$',
  '/(?:handlers|commands|worker)/',
]
/** A feature's rooms: what is in one may use the store of that room. */
const rooms =
  'core/(?:reminders|timers|undo)|incident/(?:roles|updates)|incident|timeline/(?:editor|listening|missed-events)|timeline|investigation/ledger/waits|investigation/[a-z-]+|follow-ups|postmortem|screens/[a-z-]+'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...order.flatMap((areas, rank) => areas.flatMap((area) => oneDirection(area, rank))),
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
      to: { path: `^src/(?:${rooms})/(?:store|slack)\\.ts$`, pathNot: '^src/$1/' },
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
