import { type Fact, facts, line, on } from '../fact.ts'

/** Events: entries of the timeline, which the retrospective template narrates or quotes. */
const told = ['timeline', 'story', 'quotes'] as const

/** https://www.honeycomb.io/blog/incident-report-investigating-an-incident-thats-already-resolved */
export const foundLateFacts: readonly Fact[] = [
  ...facts('facts', {
    'found on 23 April': line('Detected', on('2020-04-23')),
    'about a week after it began, on 16 April': line(/began|started/, on('2020-04-16')),
    'mitigated and resolved on that day': [line('Mitigated', on('2020-04-16')), line('Resolved', on('2020-04-16'))],
    'resolved an hour and a half after it began': line('Resolved', '1 h 30 min'),
  }),
  ...facts('impact', {
    'it lasted about 1.5 hours': line(on('2020-04-16'), '1 h 30 min'),
    'about 10% of event traffic was rejected': line('Requests', '10% of event traffic', '1.5 hours'),
    'four API servers answered everything with 500 or 401': line('four API servers', '500 or 401'),
    '81.6% of the error budget, had 401 counted': line('SLO', '81.6%', '401'),
  }),
  ...facts('summary', {
    'in short: 1.5 hours, four servers, 10%': line('1.5 hours', 'four of our API servers', '10% of event traffic'),
    'in short: unnoticed until a customer asked': line('Nobody noticed', 'customer', 'missing data'),
  }),
  ...facts(told, {
    'a customer asked about data they were missing': line('from the customer', 'events missing'),
    'whether it was isolated or broader was not known': line('was it them alone, or is something broken'),
    'a major incident was declared, and investigated': 'calling it a major incident until we know',
    'retention of 60 days let them look back': line('60 days'),
    'four hosts answered nothing but 401 or 500': line('four of our API hosts', '500 or 401'),
    'the error message appeared in high count': line('unknown column, over and over'),
    'compared by deployment version': line('deployment version', 'no other host'),
    '16 April: a migration was started and not applied at once': line('migration is started and not applied at once'),
    '16 April: a deployment was published nevertheless': line('new build is published', 'migration is pending'),
    '16 April: new hosts asked for a missing column: 500': line('asks for a column that does not exist', '500'),
    '16 April: after the retry interval a null key: 401': line('retry interval', 'null key', '401'),
    '16 April: the migration applied, they served again': line('migration is applied', 'serve traffic again'),
    'deploys are normally paused while a migration is pending': line(
      'normally a deploy is held while a migration is pending',
    ),
    'hosts of the autoscaling group get the new build': line('autoscaling group', 'new binary'),
    'only four came up: too few 500s for self-healing': line('just four', 'too few 500s', 'self-healing'),
    'expected: a null with an error; got: a null without': line('null with an error', 'null and no error'),
    'the failed query was not considered an error': line('failed query was not counted as one'),
    'no key, so 401': line('no key', '401'),
    'it resolved itself': line('resolved itself'),
    'a host answering only 401 had never been seen': line('100%', 'never seen before'),
    'history, and the view of one user, led to the hidden error': line('that much history', 'one user'),
  }),
  ...facts(['causes', 'believed'], {
    'something broader that goes on was excluded': line('something wider', 'nothing fails now'),
  }),
  ...facts(['causes', 'timeline'], {
    'they queried for API keys to authenticate traffic': line('looked up API keys'),
  }),
  ...facts('causes', {
    'cause: a build ahead of its migration': line(
      'build whose migration had not run',
      'published while a migration was pending',
    ),
    'cause: four autoscaled hosts asked for a column that was not there': line(
      'four hosts that autoscaling made',
      'column that did not exist',
      '500',
    ),
    'contributing: the cache gave null without an error, so 401': line(
      'cache keeps a null and reports no error',
      '401',
    ),
  }),
  ...facts('detection', {
    'alerting did not trigger: the SLI did not cover 401': line('sli did not cover 401'),
    '401 were background noise': 'background noise',
    'too few 500s to trigger self-healing': line('only four hosts', 'self-healing'),
    'it went unnoticed for a week, until the customer': line('took a week', 'customer'),
  }),
  ...facts('lessons', {
    'went well: a week-old issue could be diagnosed, all data was there': line('week later', '60 days'),
    'went well: deployment version is a column of all events': line(
      'every event has its deployment version',
      'mismatch',
    ),
    'went well: hostname, deployment version and response, of high cardinality': line(
      'hostname, deployment version and status',
      'high cardinality',
    ),
    'could be better: the SLO did not alert': line('slo', 'what users feel', 'said nothing'),
    'could be better: the cache did not report its null': line('cache kept a null', 'did not report it'),
    'retry and circuit breaker kept the database from being hammered': line('retry and circuit breaker', 'hammered'),
    'and hid a critical error': line('retry and circuit breaker', 'hid'),
    'systems that heal themselves hide failures for days': line(
      'healed itself',
      'autoscaling, load balancing and failover',
      'days',
    ),
  }),
  ...facts('follow_ups', {
    'changed: new hosts have no unexpected version': line('Deploys', 'never has a version that was not meant for it'),
    'changed: database errors are propagated by the cache': line('Cache', 'database errors are passed on'),
    'both are done': /\b(?:done|changed)\b[\s\S]*Deploys[\s\S]*Cache/i,
  }),
  ...facts('facts', {
    'a retrospective': /retrospective|written up afterwards/i,
    'treated as a major incident': 'SEV1',
  }),
  ...facts(['facts', 'quotes'], {
    'Irving, Liz, Doug and Travis took part': ['irving', 'liz', 'doug', 'travis'],
  }),
  ...facts('impact', {
    'the API was affected': 'API',
  }),
  ...facts(['actions', 'resolution'], {
    'and both were made': line('unexpected version', 'database errors get through the cache', 'worked'),
  }),
  ...facts(told, {
    'query results were shared': 'query results below',
  }),
  ...facts('causes', {
    'the explanation was tested': line('column that did not exist', 'as the test showed'),
  }),
]
