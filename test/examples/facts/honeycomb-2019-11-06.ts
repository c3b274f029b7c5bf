import { type Fact, facts, line, on } from '../fact.ts'

/** Actions, listed in full or only those that helped. */
const doing = ['actions', 'resolution'] as const

/** https://aftermath.sh/open-playback/enc_VIaCMXf4UzhLBw9FM, a summary of Honeycomb's own report. */
export const wrongExplanationFacts: readonly Fact[] = [
  ...facts('facts', {
    'a slow memory leak in all ingest backends, four brownouts of 20 minutes': line(
      'memory leak in all ingest workers',
      'four brownouts of 20 min',
    ),
    'SEV-1': line('Severity', 'SEV1'),
    'it started on 6 November 2019': line(/began|started/, on('2019-11-06')),
  }),
  ...facts(['facts', 'summary'], {
    'it lasted 12 hours': /12 h/,
  }),
  ...facts('impact', {
    'users affected: not disclosed': line('Users', 'not disclosed'),
    'revenue impact: not disclosed': line('Revenue', 'not disclosed'),
    'blast radius: 1-3% of customer telemetry rejected in four windows of about 20 minutes': line(
      'Blast radius',
      '1-3% of customer telemetry',
      'four windows',
      '20 min',
    ),
    'the first brownout, of 20 minutes': line('08:06', '08:26', '20 min'),
    'the second brownout': line('10:52', '11:12', '20 min'),
    'the third brownout': line('13:36', '13:56', '20 min'),
    'the fourth brownout': line('16:14', '16:33'),
    'telemetry was rejected at ingest': 'rejected at ingest',
  }),
  ...facts(['facts', 'impact'], {
    'services: ingest, alb, slo': line('ingest, alb, slo'),
  }),
  ...facts(
    'facts',
    {
      'tags: load balancer, memory leak, missing monitoring, out of memory, sla breach': [
        'missing monitoring',
        'sla breach',
      ],
    },
    'tags of an incident',
  ),
  ...facts('summary', {
    'a recent release leaked at the same rate in every backend': line(
      'recent release leaked',
      'same rate',
      'every ingest worker',
    ),
    'all ran out of memory within minutes of one another': 'within minutes of each other',
    'requests in flight failed, new ones found no healthy backend': line(
      'requests in flight failed',
      'no healthy worker',
    ),
    'hours went into AWS load balancers and a support ticket while the leak recurred': line(
      'hours',
      'AWS load balancer',
      'support ticket',
      'leak went on',
    ),
    'an engineer with fresh eyes saw restarts and climbing memory': line('fresh eyes', 'restarts', 'climbing memory'),
    'four brownouts of 1-3% of telemetry': line('four times', '1-3%', '20 minutes'),
  }),
  ...facts(['summary', 'lessons', 'detection'], {
    'the SLO burn alert saw it within minutes': line('SLO burn alert', 'within minutes'),
  }),
  ...facts('timeline', {
    'the burn alert went off': line('08:09', 'slo burn alert'),
    'it paged nobody': line('burn alert', 'pages nobody'),
    'somebody in Europe who was not on call picked it up': line('08:14', 'europe', 'not on call'),
    'end-to-end probers timed out': line('end-to-end probes time out'),
    'they recovered at once, which hid the trouble from black-box monitoring': line(
      'prober has recovered',
      'black-box monitoring',
    ),
    'the choice was to wait for them': 'so we wait',
    'one AWS customer seemed to confirm it': line('11:27', 'another aws customer'),
    'ownership was unclear in the hand-overs': line('nobody for the last hr'),
    'the workers looked healthy in their own data': line('workers look fine'),
    'fresh eyes cross-checked their mental model with service data': line('check my own picture against the data'),
    'they saw that processes restart': line('our processes restart, all of them'),
    'and that memory climbs, at the same rate on every host': line('memory per host', 'straight up', 'same slope'),
  }),
  ...facts('detection', {
    'and that is why it was not caught by them': line('prober timed out', 'recovered at once'),
  }),
  ...facts(['timeline', 'appendix', 'causes'], {
    "'backend unreachable' and 'backend timed out' both stood in the ALB logs": [
      line('ALB logs', 'both'),
      'backend unreachable',
      'backend timed out',
    ],
  }),
  ...facts('believed', {
    'the early hypothesis: the load balancer fails': line('ALB is failing', '08:58', '16:57', 'ruled out'),
    'it was held for hours': line('ALB is failing', '7 h 59 min'),
  }),
  ...facts(['causes', 'believed'], {
    'it is ruled out as a cause': line('ALB is failing', 'told the truth'),
  }),
  ...facts(doing, {
    'the bad commit was reverted, a fixed release pushed': line('bad commit reverted', 'fixed release'),
    'memory stayed flat, nothing crashed': line('worked', 'memory stays flat', 'nothing crashed'),
  }),
  ...facts('causes', {
    'cause: a release that leaked at the same rate per host': line('leak memory', 'release', 'same rate on every host'),
    'cause: all crashed within minutes, and no healthy one was left': line(
      'crashed within minutes of each other',
      'no healthy host',
    ),
  }),
  ...facts(['causes', 'lessons'], {
    'contributing: the team anchored on the load balancer': line(
      'fixed on the load balancer',
      'backend unreachable',
      'backend timed out',
      'one other aws customer',
    ),
    'contributing: picked up off call, with ad-hoc hand-overs and unclear ownership': line(
      'not on call',
      'hand-overs were ad hoc',
      'ownership unclear',
    ),
  }),
  ...facts(['causes', 'detection'], {
    'contributing: the burn alert did not page, SLO being in beta': line('burn alert did not page', 'beta'),
    'contributing: crashing workers lost their telemetry, so no OOM was to be seen': line(
      'crashes takes its telemetry',
      'no OOM',
      'workers looked healthy',
    ),
  }),
  ...facts('lessons', {
    'lesson: the same rate on all replicas makes a cluster-wide outage; isolation by host does nothing': line(
      'same rate on every replica',
      'single-host fault',
      'keeping hosts apart helps nothing',
    ),
    'lesson: one supportive customer redirected hours of effort to an innocent component': line(
      'one aws customer',
      'wrong component for hours',
    ),
    'lesson: outside validation makes confirmation bias stronger': line(
      'outside support makes a favourite theory stronger',
    ),
    'lesson: crashing workers lose the telemetry that explains it': line('crashing workers lose the very telemetry'),
    'lesson: backpressure or a graceful shutdown that flushes first keeps the evidence': line(
      'backpressure',
      'flushing first',
    ),
    'lesson: beta features that detect incidents belong in the paging path': line('has to page', 'beta'),
  }),
  ...facts('follow_ups', {
    'action: revert and fix, memory constant': line('Revert the bad commit', 'ship the fix', 'memory stays constant'),
    'this one is done': /\bdone\b[\s\S]*Revert the bad commit/i,
    'action: user-facing SLO alerts page like the end-to-end probers': line(
      'User-facing slo burn alerts',
      'page',
      'end-to-end prober',
    ),
    'action: crash, panic and OOM rates visible to debuggers': line('crashes, panics and OOM', 'debugs', 'page nobody'),
    'action: consider backpressure by unhealthy status when short of resources': line(
      'Consider backpressure',
      'short of resources',
      'unhealthy',
      'telemetry',
    ),
    'action: a lower bar for declaring and for challenging assumptions': line(
      'Declare sooner',
      'challenge assumptions',
      'too many',
    ),
  }),
  ...facts(['facts', 'timeline'], {
    'with the first rejects at 08:06': [/08:06/],
    'and over at 20:06': [/20:06[^\n]*resolved|resolved[^\n]*20:06/i],
  }),
  ...facts(['facts', 'detection'], {
    'detected three minutes after the first rejects': [/(?:detected|noticed)[^\n]*08:09/i],
  }),
  ...facts(['course', 'timeline'], {
    'the team waited on AWS support': [/09:05[^\n]*AWS support|AWS support[^\n]*09:05/, /16:54/],
    'the leak recurred meanwhile': [line('10:56', 'its back'), line('13:39'), line('16:17', 'fourth')],
  }),
]
