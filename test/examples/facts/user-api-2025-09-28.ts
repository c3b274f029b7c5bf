import { type Fact, facts, line, on } from '../fact.ts'
import { userApiAftermath } from './user-api-aftermath.ts'

/** Actions, listed in full or only those that helped. */
const doing = ['actions', 'resolution'] as const

/** https://devseatit.com/incidents/kubernetes-oomkilled-memory-leak */
export const userApiFacts: readonly Fact[] = [
  ...facts('facts', {
    'it began on 28 September 2025 at 14:30 UTC': [line(/began|started/, on('2025-09-28'), '14:30'), 'UTC'],
    'SEV-2': line('Severity', 'SEV2'),
    'acknowledged after a minute': line('Acknowledged', '14:31'),
  }),
  ...facts(['facts', 'impact', 'summary'], {
    'it lasted 2 hours 15 minutes': /2 h(ours)? 15 min/,
  }),
  ...facts(['impact', 'summary'], {
    'the service was degraded and its error rate elevated': ['degraded', 'error rate'],
  }),
  ...facts('impact', {
    'about 30% of users had slow responses': line('Users', '30%', 'slow'),
    'the error rate went from 0.5% to 8%': line('Error rate', '0.5%', '8%'),
    "25% of the month's error budget was consumed": line('SLO', '25%', 'month'),
  }),
  ...facts(['facts', 'impact'], {
    'the User API was affected': 'User API',
  }),
  ...facts('timeline', {
    '14:30 Prometheus alert on a high rate of pod restarts': line('14:30', 'prometheus alert', 'pod restarts'),
    '14:31 the engineer on call acknowledged': line('14:31', 'on call acknowledged'),
    '14:33 pods restart every 15 to 20 minutes': line('14:33', 'restart every 15-20 min'),
    '14:35 pods were OOMKilled, exit code 137': line('14:35', 'OOMKilled', 'exit code 137'),
    '14:37 a senior SRE joined': line('14:37', 'senior sre'),
    '14:40 the limit was 512MB per pod': line('14:40', '512MB per pod'),
    '14:42 a caching feature had been deployed the day before': line('14:42', 'yesterday', 'caching feature'),
    '14:45 memory grew from 100MB to 512MB in 15 minutes, in a line': line(
      '14:45',
      'straight line',
      '100MB',
      '512',
      '15 min',
    ),
    '14:50 hypothesis: a leak in the new caching code': line('14:50', 'leak in the new caching code'),
    '14:52 decision: raise the limit to 1GB for now': line('14:52', '1GB, for now'),
    '15:00 pods now die about every 30 minutes': line('15:00', '30 min'),
    '15:05 the leak was still there, only slower to kill': line('15:05', 'leak is still there'),
    '15:10 the developers were called in': line('15:10', 'dev team'),
    '15:25 found: event listeners are never removed': line('15:25', 'nothing ever unsubscribes'),
    '15:35 the fix was tested locally': line('15:35', 'fix tested here'),
    '16:00 memory levelled off at about 180MB': line('16:00', '180MB'),
    '16:15 no growth, pods stable': line('16:15', 'no growth, no restart'),
    '16:30 the error rate was back at its baseline': line('16:30', 'error rate back', '0.5'),
    'the feature went out on 27 September': /27 September 2025[^#]*caching feature went to production/,
    'it was a cache in memory, invalidated by change events': line(
      'caching feature',
      'in memory, invalidated by database change events',
    ),
    'its idea in words': 'one listener per key and off() when the key goes',
  }),
  ...facts(doing, {
    'more memory only bought time: a crash every 30 minutes instead of 15': '30 min instead of 15',
    'the hotfix stabilized memory and ended the crashes': line('worked', '180MB', 'no restart'),
  }),
  ...facts(['facts', 'timeline'], {
    '16:45 resolved': line('Resolved', '16:45'),
  }),
  ...facts('causes', {
    'the cause: a listener on database changes added by getData(), and never removed': line(
      'getData()',
      'listener',
      'database change event',
      'never removed',
    ),
    'at 15,000 the 512MB were reached and the pod was OOMKilled': line('15,000', '512MB', 'OOMKilled'),
  }),
  ...facts(['timeline', 'causes'], {
    '1,000 listeners after a minute, 5,000 after 5, 15,000 after 15': line(
      '1,000 a minute',
      '5,000 after 5',
      '15,000 after 15',
    ),
  }),
  ...facts('appendix', {
    'the limit had been raised by kubectl set resources, 1Gi and 512Mi requested': [
      'kubectl set resources deployment/user-api',
      '--limits=memory=1Gi',
      '--requests=memory=512Mi',
      '-n production',
    ],
    'the hotfix is v2.3.1-hotfix, set by kubectl and watched by rollout status': [
      'kubectl set image deployment/user-api user-api=user-api:v2.3.1-hotfix',
      'kubectl rollout status deployment/user-api -n production',
    ],
    'the code with the fault': line("db.on('change'", 'entries.delete(key)'),
    'the fix: one listener per key, and off() when the key goes': [
      'subscribed.has(key)',
      "db.off('change', subscribed.get(key))",
    ],
  }),
  ...facts(['believed', 'causes'], {
    'the hypothesis was right': [
      /Memory leak in the new caching code[^\n]*confirmed|cause\n[^\n]*Memory leak in the new caching code/i,
    ],
  }),
  ...facts(['timeline', ...doing], {
    '14:55 the limit was raised and the pods restarted': [line('14:55', '1GB', 'pods restarted')],
    '15:45 the hotfix was deployed to production': [line('15:45', 'hotfix is out')],
  }),
  ...userApiAftermath,
]
