import { type Fact, facts, line, on } from '../fact.ts'

const completed = 'the day on which a follow-up was completed'

/** What the source states beyond the events of the day: prevention, lessons, follow-ups, commands. */
export const userApiAftermath: readonly Fact[] = [
  ...facts('appendix', {
    'for good: a single listener for the whole cache, with a clean-up': [
      'one listener for the whole cache',
      "db.off('change', this.onChange)",
    ],
    'listeners are counted every minute, more than 100 are warned of': [
      line('more than 100', 'listener_count_high'),
      "listenerCount('change')",
      '60_000',
    ],
    'alert: memory grown by more than 100MB in 10 minutes, for 5 minutes, a warning': [
      line('MemoryGrowthAnomalous', '5m', 'warning'),
      line('container_memory_usage_bytes', 'user-api', 'offset 10m', '100e6'),
    ],
    'alert: a pod OOMKilled is critical': [
      line('PodOOMKilled', 'critical'),
      'kube_pod_container_status_last_terminated_reason{reason="OOMKilled"} == 1',
    ],
    'long test: 30 minutes of traffic, 100,000 reads over 1,000 keys, sampled every 1,000': line(
      '30 min of traffic',
      '100,000 reads',
      '1,000 keys',
      'every 1,000',
    ),
    'long test: red above 50MB of growth, in CI/CD': line('CI/CD', '50MB of growth'),
    'staging runs with the inspector on port 9229': '--inspect=0.0.0.0:9229',
    'heap snapshots by SIGUSR2': ['--heapsnapshot-signal=SIGUSR2', 'kill -SIGUSR2'],
    'snapshots are read in Chrome DevTools, which connects by /json/version': [
      'Chrome DevTools',
      'localhost:9229/json/version',
    ],
    'what to look for in a snapshot': line('objects that grow', 'retention nobody expects', 'large arrays or maps'),
    'final resources: 256Mi and 200m requested, limits 512Mi and 500m': [
      line('requests', '256Mi', '200m'),
      line('limits', '512Mi', '500m'),
    ],
    'command: memory of a pod': 'kubectl top pod user-api-xyz -n production',
    'command: pods that were OOMKilled':
      /kubectl get pods -n production -o jsonpath=[^\n]*lastState\.terminated\.reason[^\n]*grep OOMKilled/,
    'command: how a pod ended': 'kubectl describe pod user-api-xyz -n production | grep -A5 "Last State"',
    'memory in node: rss, heapTotal, heapUsed, external': line(
      'process.memoryUsage()',
      'rss, heapTotal, heapUsed, external',
    ),
    'listeners, handles and requests in node': [
      "emitter.listenerCount('change')",
      'process._getActiveHandles()',
      'process._getActiveRequests()',
    ],
    'a collection can be forced with --expose-gc': line('global.gc()', '--expose-gc'),
  }),
  ...facts('timeline', {
    'the heap of 512MB: about 100MB young, 400MB old, 12MB code and stack': line(
      '100MB young',
      '400MB old',
      '12MB code and stack',
    ),
    'young objects are collected often, old ones seldom': line('collected often', 'collected seldom'),
    'a listener alone has 500 bytes: 7.5MB for 15,000': line('500 bytes', '15,000', '7.5MB'),
    'with closure, variables and context it has 20KB: 300MB': line('closure, variables and context', '20KB', '300MB'),
    'who of them was what': line('on call and commander', 'SRE', 'Dev', 'QA'),
    'the limit was put back to 512MB from 1GB': /29 September 2025[^#]*back at 512Mi/,
  }),
  ...facts('detection', {
    'not caught: the load test ran 5 minutes, the leak shows after 10': line('load test', '5 min', 'after 10'),
    'not caught: reviewers looked at the caching logic, not at events': line('caching logic', 'nobody at the events'),
    'not caught: memory was not profiled in testing': 'none of us profiled memory',
    'not caught: little traffic on staging, where the leak was slow': line('staging', 'little traffic', 'slow'),
  }),
  ...facts('lessons', {
    'went well: detected within minutes': 'within minutes of the restarts',
    'went well: OOMKilled identified in 5 minutes': line('OOMKilled', '5 min'),
    'went well: developers and SRE together': 'dev and sre found it together',
    'went well: the right deploy was suspected': 'suspected the right deploy',
    'went well: fixed in under 2 hours': line('hotfix', 'under 2 hours'),
    'went well: degraded, and no complete outage': line('slow', 'nobody', 'locked out'),
    'went wrong: the leak reached production': line('leak', 'production', 'test should have'),
    'went wrong: a load test of 5 minutes cannot show a leak of 15': line('load test runs 5 min', '15'),
    'went wrong: memory was never profiled in development': line('profiled memory', 'developed'),
    'went wrong: the limit of 512MB left no buffer': line('512MB limit', 'no room'),
    'went wrong: memory was raised before the leak was fixed': line('raised memory before', 'leak'),
    'went wrong: no automated test of memory in CI/CD': line('no test of memory', 'CI/CD'),
    'surprise: 400MB in 15 minutes on normal traffic': line('400MB in 15 min', 'normal traffic'),
    'surprise: the growth was linear': 'growth was linear',
    'surprise: how easily node event emitters leak': line('event emitter', 'leaks', 'listeners'),
    'surprise: restarting pods made short blips': line('OOMKilled', 'short blip'),
    'surprise: without metrics it would have been much harder': 'without the metrics',
  }),
  ...facts('follow_ups', {
    'action: hotfix, Dev Team': line('Hotfix', 'listener leak', 'Dev Team'),
    'action: memory growth alerts, SRE Team': line('Alert', '100MB in 10 min', 'SRE Team'),
    'action: OOMKill alerts, SRE Team': line('Alert', 'OOMKilled', 'SRE Team'),
    'action: memory limit back to 512MB, SRE Team': line('limit', '512MB', 'SRE Team'),
    'these four are done': /\b(?:done|completed)\b[\s\S]*Hotfix[\s\S]*100MB in 10 min[\s\S]*OOMKilled[\s\S]*512MB/i,
    'action: long-running memory tests, QA Team, 5 October': line(
      'Long-running memory tests',
      'QA Team',
      on('2025-10-05'),
    ),
    'action: memory profiling on staging, Platform Team, 10 October': line(
      'profiling on staging',
      'Platform Team',
      on('2025-10-10'),
    ),
    'action: best practices of event listeners written down, Tech Lead, 12 October': line(
      'event listeners',
      'Tech Lead',
      on('2025-10-12'),
    ),
    'action: audit of all event listeners, Dev Team, 20 October': line(
      'all event listeners',
      'Dev Team',
      on('2025-10-20'),
    ),
    'action: automated leak detection, Platform Team, 1 November': line(
      'Leak detection',
      'Platform Team',
      on('2025-11-01'),
    ),
    'action: heap snapshot analysis in CI/CD, DevOps Team, 15 November': line(
      'heap snapshots in CI/CD',
      'DevOps Team',
      on('2025-11-15'),
    ),
  }),
  ...facts(
    'follow_ups',
    {
      'the hotfix was completed on 28 September': line('Hotfix', on('2025-09-28')),
      'the growth alert was completed on 28 September': line('100MB in 10 min', on('2025-09-28')),
      'the OOMKill alert was completed on 28 September': line('OOMKilled', on('2025-09-28')),
      'the limit was completed on 29 September': line('512MB', on('2025-09-29')),
    },
    completed,
  ),
  ...facts('facts', {
    'written up on 29 September': line('Closed', on('2025-09-29')),
  }),
  ...facts(['facts', 'references'], {
    'the engineer on call was incident commander': line('Commander', 'rafa'),
    'contributors from SRE, Dev and QA': line('Contributors', 'hanne', 'tunde', 'mei'),
    'looked at again on 29 October': on('2025-10-29'),
  }),
  ...facts('follow_ups', {
    'the tests, the profiling and the best practices are in progress':
      /in progress[\s\S]*Long-running[\s\S]*profiling on staging[\s\S]*how we use event listeners/i,
    'the audit, the detection and the analysis are planned':
      /planned[\s\S]*all event listeners[\s\S]*Leak detection[\s\S]*heap snapshots/i,
  }),
]
