import { type Fact, line, on } from '../fact.ts'
import { userApiAftermath } from './user-api-aftermath.ts'

const course = ['timeline', 'actions', 'resolution'] as const

/** https://devseatit.com/incidents/kubernetes-oomkilled-memory-leak */
export const userApiFacts: readonly Fact[] = [
  {
    fact: 'it began on 28 September 2025 at 14:30 UTC',
    section: 'facts',
    says: [line(/began|started/, on('2025-09-28'), '14:30'), 'UTC'],
  },
  { fact: 'it lasted 2 hours 15 minutes', section: ['facts', 'impact', 'summary'], says: [/2 h(ours)? 15 min/] },
  { fact: 'SEV-2', section: 'facts', says: [line('Severity', 'SEV2')] },
  {
    fact: 'the service was degraded and its error rate elevated',
    section: ['impact', 'summary'],
    says: ['degraded', 'error rate'],
  },
  { fact: 'about 30% of users had slow responses', section: 'impact', says: [line('Users', '30%', 'slow')] },
  { fact: 'the User API was affected', section: ['facts', 'impact'], says: ['User API'] },
  { fact: 'the error rate went from 0.5% to 8%', section: 'impact', says: [line('Error rate', '0.5%', '8%')] },
  { fact: "25% of the month's error budget was consumed", section: 'impact', says: [line('SLO', '25%', 'month')] },

  { fact: '14:30 Prometheus alert on a high rate of pod restarts', section: 'timeline', says: [line('14:30', 'prometheus alert', 'pod restarts')] },
  { fact: '14:31 the engineer on call acknowledged', section: 'timeline', says: [line('14:31', 'on call acknowledged')] },
  { fact: 'acknowledged after a minute', section: 'facts', says: [line('Acknowledged', '14:31')] },
  { fact: '14:33 pods restart every 15 to 20 minutes', section: 'timeline', says: [line('14:33', 'restart every 15-20 min')] },
  { fact: '14:35 pods were OOMKilled, exit code 137', section: 'timeline', says: [line('14:35', 'OOMKilled', 'exit code 137')] },
  { fact: '14:37 a senior SRE joined', section: 'timeline', says: [line('14:37', 'senior sre')] },
  { fact: '14:40 the limit was 512MB per pod', section: 'timeline', says: [line('14:40', '512MB per pod')] },
  { fact: '14:42 a caching feature had been deployed the day before', section: 'timeline', says: [line('14:42', 'yesterday', 'caching feature')] },
  { fact: '14:45 memory grew from 100MB to 512MB in 15 minutes, in a line', section: 'timeline', says: [line('14:45', 'straight line', '100MB', '512', '15 min')] },
  { fact: '14:50 hypothesis: a leak in the new caching code', section: 'timeline', says: [line('14:50', 'leak in the new caching code')] },
  { fact: 'the hypothesis was held from 14:50 on and confirmed', section: 'believed', says: [line('leak in the new caching code', '14:50', 'confirmed')] },
  { fact: '14:52 decision: raise the limit to 1GB for now', section: 'timeline', says: [line('14:52', '1GB, for now')] },
  { fact: '14:55 the limit was raised and the pods restarted', section: course, says: [line('14:55', '1GB', 'pods restarted')] },
  { fact: '15:00 pods now die about every 30 minutes', section: 'timeline', says: [line('15:00', '30 min')] },
  { fact: '15:05 the leak was still there, only slower to kill', section: 'timeline', says: [line('15:05', 'leak is still there')] },
  { fact: '15:10 the developers were called in', section: 'timeline', says: [line('15:10', 'dev team')] },
  { fact: '15:25 found: event listeners are never removed', section: 'timeline', says: [line('15:25', 'nothing ever unsubscribes')] },
  { fact: '15:35 the fix was tested locally', section: 'timeline', says: [line('15:35', 'fix tested here')] },
  { fact: '15:45 the hotfix was deployed to production', section: course, says: [line('15:45', 'hotfix is out')] },
  { fact: '16:00 memory levelled off at about 180MB', section: 'timeline', says: [line('16:00', '180MB')] },
  { fact: '16:15 no growth, pods stable', section: 'timeline', says: [line('16:15', 'no growth, no restart')] },
  { fact: '16:30 the error rate was back at its baseline', section: 'timeline', says: [line('16:30', 'error rate back', '0.5')] },
  { fact: '16:45 resolved', section: ['facts', 'timeline'], says: [line('Resolved', '16:45')] },

  { fact: 'the feature went out on 27 September', section: 'timeline', says: [/27 September 2025[^#]*caching feature went to production/] },
  { fact: 'it was a cache in memory, invalidated by change events', section: 'timeline', says: [line('in-memory cache, invalidated by change events')] },
  { fact: 'the cause: a listener on database changes added by getData(), and never removed', section: 'causes', says: [line('getData()', 'listener', 'database change event', 'never removed')] },
  { fact: '1,000 listeners after a minute, 5,000 after 5, 15,000 after 15', section: ['timeline', 'causes'], says: [line('1,000 a minute', '5,000 after 5', '15,000 after 15')] },
  { fact: 'at 15,000 the 512MB were reached and the pod was OOMKilled', section: 'causes', says: [line('15,000', '512MB', 'OOMKilled')] },
  { fact: 'more memory only bought time: a crash every 30 minutes instead of 15', section: ['actions', 'resolution'], says: ['30 min instead of 15'] },
  { fact: 'the hotfix stabilized memory and ended the crashes', section: ['actions', 'resolution'], says: [line('worked', '180MB', 'no restart')] },
  { fact: 'the limit had been raised by kubectl set resources, 1Gi and 512Mi requested', section: ['appendix', ...course], says: ['kubectl set resources deployment/user-api', '--limits=memory=1Gi', '--requests=memory=512Mi', '-n production'] },
  { fact: 'the hotfix is v2.3.1-hotfix, set by kubectl and watched by rollout status', section: ['appendix', ...course], says: ['kubectl set image deployment/user-api user-api=user-api:v2.3.1-hotfix', 'kubectl rollout status deployment/user-api -n production'] },
  { fact: 'the code with the fault', section: ['appendix', 'timeline'], says: [line("db.on('change'", 'entries.delete(key)')] },
  { fact: 'the fix: one listener per key, and off() when the key goes', section: ['appendix', 'timeline'], says: ['subscribed.has(key)', "db.off('change', subscribed.get(key))"] },
  { fact: 'its idea in words', section: 'timeline', says: ['one listener per key and off() when the key goes'] },
  ...userApiAftermath,
]
