import { type Fact, line, on } from '../fact.ts'

const found = ['timeline', 'detection'] as const
const uncaught = ['detection', 'lessons'] as const

/** https://www.honeycomb.io/blog/incident-report-investigating-an-incident-thats-already-resolved */
export const foundLateFacts: readonly Fact[] = [
  { fact: 'found on 23 April', section: 'facts', says: [line('Detected', on('2020-04-23'))] },
  { fact: 'about a week after it began, on 16 April', section: 'facts', says: [line(/began|started/, on('2020-04-16'))] },
  { fact: 'a retrospective', section: 'facts', says: ['retrospective'] },
  { fact: 'treated as a major incident', section: ['facts', 'timeline'], says: [line('Severity', 'SEV1')] },
  { fact: 'it lasted about 1.5 hours', section: 'impact', says: [line(on('2020-04-16'), '1 h 30 min')] },
  { fact: 'mitigated and resolved on that day', section: 'facts', says: [line('Mitigated', on('2020-04-16')), line('Resolved', on('2020-04-16'))] },
  { fact: 'resolved an hour and a half after it began', section: 'facts', says: [line('Resolved', '1 h 30 min')] },
  { fact: 'about 10% of event traffic was rejected', section: 'impact', says: [line('Requests', '10% of event traffic', '1.5 hours')] },
  { fact: 'four API servers answered everything with 500 or 401', section: 'impact', says: [line('four API servers', '500 or 401')] },
  { fact: '81.6% of the error budget, had 401 counted', section: 'impact', says: [line('SLO', '81.6%', '401')] },
  { fact: 'the API was affected', section: ['facts', 'impact'], says: [line('Services', 'API')] },
  { fact: 'in short: 1.5 hours, four servers, 10%', section: 'summary', says: [line('1.5 hours', 'four of our API servers', '10% of event traffic')] },
  { fact: 'in short: unnoticed until a customer asked', section: 'summary', says: [line('Nobody noticed', 'customer', 'missing data')] },

  { fact: 'a customer asked about data they were missing', section: found, says: [line('from the customer', 'events missing')] },
  { fact: 'whether it was isolated or broader was not known', section: found, says: [line('was it them alone, or is something broken')] },
  { fact: 'a major incident was declared, and investigated', section: found, says: ['calling it a major incident until we know'] },
  { fact: 'something broader that goes on was excluded', section: ['causes', 'believed'], says: [line('something wider', 'nothing fails now')] },
  { fact: 'retention of 60 days let them look back', section: found, says: [line('60 days')] },
  { fact: 'four hosts answered nothing but 401 or 500', section: 'timeline', says: [line('four of our API hosts', '500 or 401')] },
  { fact: 'query results were shared', section: ['timeline', 'appendix'], says: ['API events by hostname and status', 'Errors by message'] },
  { fact: 'the error message appeared in high count', section: 'timeline', says: [line('unknown column, over and over')] },
  { fact: 'compared by deployment version', section: 'timeline', says: [line('deployment version', 'no other host')] },
  { fact: 'Irving, Liz, Doug and Travis took part', section: 'facts', says: [line('Contributors', 'irving', 'liz', 'doug', 'travis')] },

  { fact: '16 April: a migration was started and not applied at once', section: 'timeline', says: [line('migration is started and not applied at once')] },
  { fact: '16 April: a deployment was published nevertheless', section: 'timeline', says: [line('new build is published', 'migration is pending')] },
  { fact: '16 April: new hosts asked for a missing column: 500', section: 'timeline', says: [line('asks for a column that does not exist', '500')] },
  { fact: '16 April: after the retry interval a null key: 401', section: 'timeline', says: [line('retry interval', 'null key', '401')] },
  { fact: '16 April: the migration applied, they served again', section: 'timeline', says: [line('migration is applied', 'serve traffic again')] },
  { fact: 'deploys are normally paused while a migration is pending', section: 'timeline', says: [line('normally a deploy is held while a migration is pending')] },
  { fact: 'hosts of the autoscaling group get the new build', section: 'timeline', says: [line('autoscaling group', 'new binary')] },
  { fact: 'only four came up: too few 500s for self-healing', section: 'timeline', says: [line('just four', 'too few 500s', 'self-healing')] },
  { fact: 'they queried for API keys to authenticate traffic', section: ['causes', 'timeline'], says: [line('looked up API keys')] },
  { fact: 'expected: a null with an error; got: a null without', section: 'timeline', says: [line('null with an error', 'null and no error')] },
  { fact: 'the failed query was not considered an error', section: 'timeline', says: [line('failed query was not counted as one')] },
  { fact: 'no key, so 401', section: 'timeline', says: [line('no key', '401')] },
  { fact: 'it resolved itself', section: 'timeline', says: [line('resolved itself')] },

  { fact: 'cause: a build ahead of its migration', section: 'causes', says: [line('build whose migration had not run', 'published while a migration was pending')] },
  { fact: 'cause: four autoscaled hosts asked for a column that was not there', section: 'causes', says: [line('four hosts that autoscaling made', 'column that did not exist', '500')] },
  { fact: 'contributing: the cache gave null without an error, so 401', section: 'causes', says: [line('cache keeps a null and reports no error', '401')] },
  { fact: 'the explanation was tested', section: 'believed', says: [line('asked for a column that did not exist', 'for')] },

  { fact: 'alerting did not trigger: the SLI did not cover 401', section: uncaught, says: [line('sli did not cover 401')] },
  { fact: '401 were background noise', section: uncaught, says: ['background noise'] },
  { fact: 'a host answering only 401 had never been seen', section: found, says: [line('100%', 'never seen before')] },
  { fact: 'too few 500s to trigger self-healing', section: uncaught, says: [line('only four hosts', 'self-healing')] },
  { fact: 'it went unnoticed for a week, until the customer', section: uncaught, says: [line('took a week', 'customer')] },

  { fact: 'went well: a week-old issue could be diagnosed, all data was there', section: 'lessons', says: [line('week later', '60 days')] },
  { fact: 'went well: deployment version is a column of all events', section: 'lessons', says: [line('every event has its deployment version', 'mismatch')] },
  { fact: 'went well: hostname, deployment version and response, of high cardinality', section: 'lessons', says: [line('hostname, deployment version and status', 'high cardinality')] },
  { fact: 'could be better: the SLO did not alert', section: 'lessons', says: [line('slo', 'what users feel', 'said nothing')] },
  { fact: 'could be better: the cache did not report its null', section: 'lessons', says: [line('cache kept a null', 'did not report it')] },
  { fact: 'retry and circuit breaker kept the database from being hammered', section: 'lessons', says: [line('retry and circuit breaker', 'hammered')] },
  { fact: 'and hid a critical error', section: 'lessons', says: [line('retry and circuit breaker', 'hid')] },
  { fact: 'systems that heal themselves hide failures for days', section: 'lessons', says: [line('healed itself', 'autoscaling, load balancing and failover', 'days')] },
  { fact: 'history, and the view of one user, led to the hidden error', section: 'timeline', says: [line('that much history', 'one user')] },

  { fact: 'changed: new hosts have no unexpected version', section: 'follow_ups', says: [line('Deploys', 'never has a version that was not meant for it')] },
  { fact: 'changed: database errors are propagated by the cache', section: 'follow_ups', says: [line('Cache', 'database errors are passed on')] },
  { fact: 'both are done', section: 'follow_ups', says: [/\bdone\b[\s\S]*Deploys[\s\S]*Cache/i] },
  { fact: 'and told in the channel', section: 'timeline', says: [line('unexpected version', 'database errors get through the cache')] },
]
