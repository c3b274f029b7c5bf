import { type Fact, facts, line, on } from '../fact.ts'

/** Actions, listed in full or only those that helped. */
const doing = ['actions', 'resolution', 'story'] as const
const ruledOut = ['causes', 'believed', 'ruled_out'] as const
/** Events: entries of the timeline, which the public template narrates. */
const told = ['timeline', 'story'] as const

/** https://www.svix.com/blog/we-had-a-partial-outage/ */
export const svixFacts: readonly Fact[] = [
  ...facts(['facts', 'summary', 'impact'], {
    'most API calls in the US returned 5xx': line('most API calls in the US', '5xx'),
  }),
  ...facts('summary', {
    'on Saturday 11 March': 'Saturday 11 March 2023',
    'containers were killed for OOM although memory never went above 40%': line(
      'killed',
      'out of memory',
      'never stood above 40%',
    ),
    'errors before were rare and hit few': line('errors before it were rare'),
  }),
  ...facts(['facts', 'impact'], {
    'it began at about 19:25': line(on('2023-03-11'), '19:25'),
  }),
  ...facts('impact', {
    'it was over at about 20:30': line('19:25', '20:30'),
    'only the US region was affected': line('US only'),
    'EU and private regions were fine': line('EU and private regions were fine'),
  }),
  ...facts(['summary', 'timeline'], {
    'the first outage since the company started': 'first outage',
    'memory is normally at 10-15%': '10-15',
  }),
  ...facts(['summary', 'causes'], {
    'the cause is not known': /cause is not known yet/i,
  }),
  ...facts(told, {
    '19:25 the alert': line('19:25', 'alert', '5xx'),
    'containers were killed repeatedly': line('killed again and again'),
    'the engineer on call and another one looked the moment it began': [
      line('19:25', 'on call'),
      line('19:27', 'a second engineer'),
    ],
    'the AWS dashboard said OOM': line('aws console says OOM'),
    'memory was high, but stable at 40%': line('40%', 'flat'),
    'it did not grow, so it did not look like a leak': line('doesnt climb', 'no leak'),
    'no memory alert: below the threshold': line('no memory alert', '40', 'below the threshold'),
    'no auto-scaling happened, although it was to be expected': line('no scaling event', 'should have added nodes'),
    'a spike of traffic before, much smaller than usual': line('19:05', 'small traffic spike'),
    'a spike of traffic after it': line('20:52', 'traffic bump'),
    'on weekends only urgent fixes are deployed': line('Saturday', 'weekends', 'urgent fixes only'),
    'if it was OOM, it grew fast and without bound': line('fills 8x in seconds', 'without end'),
    'they became healthy': line('every task healthy'),
    'customers were told on the status page': line('status page'),
  }),
  ...facts(['lessons', 'open_questions'], {
    'which is surprising': line('killed for memory at 40%', 'autoscaling saw nothing'),
  }),
  ...facts(ruledOut, {
    'ruled out: a code change, none was deployed that day': line('code change of that day', 'nothing was deployed'),
    'unless it did not manifest at once': line('code change of that day', 'did not show at once'),
    'ruled out: unusual traffic, spikes before and after were smaller than usual': line(
      'unusual traffic',
      'before and after',
      'smaller',
    ),
    'ruled out: malicious traffic such as a DDoS': line('DDoS', 'traffic is normal'),
    'it was limited in size, sparsely used and well-behaved all week': line(
      'capped',
      'only a few calls use it',
      'behaved all week',
    ),
    'so it was no small, half-started cluster that was overwhelmed': line(
      'half-started tasks are overrun',
      'healthy before the traffic came back',
    ),
  }),
  ...facts('lessons', {
    'so that customers meet trouble on working days': line('weekend', 'customers', 'working days'),
    'the API can also be served from AWS Lambda': line('served from lambda'),
    'lesson: AWS metrics are a black box that impaired the search': line('aws metrics', 'black box'),
    'lesson: learned before, and most observability is off AWS': line('learned before', 'aws metrics'),
  }),
  ...facts(doing, {
    'it was reverted': line('cache change reverted'),
    'to no avail': /cache change reverted[^\n]*\n?[^\n]*no effect/,
    'eight times the memory': line('8x memory'),
    'did not help either': /8x memory is live[^\n]*\n?[^\n]*no effect[^\n]*killed for OOM again/,
    'four times the services, each with eight times the memory': line('4x the services', '8x memory'),
    'did not help': /4x the services[^\n]*\n?[^\n]*no effect/,
    'all traffic was blocked until they were healthy': line('traffic to US api blocked'),
    'deployed at about 20:30': line('20:30', 'lambda'),
    'it brought everything back': line('worked', '5xx gone'),
    'back from Lambda to ECS': line('back on ecs'),
    'with memory back to normal': line('worked', '12-13%'),
  }),
  ...facts(['timeline', 'lessons'], {
    'each Lambda takes one request, and may get through it': line('takes a single request'),
  }),
  ...facts('causes', {
    'working theory: certain inputs make a library such as serde use very much memory and fragment it': line(
      'some input makes a library',
      'serde',
      'huge amount',
      'in pieces',
    ),
  }),
  ...facts(['lessons', 'detection'], {
    'ECS tasks are among the spots still missing': line('ecs tasks', 'few spots', 'no metrics of our own'),
  }),
  ...facts('follow_ups', {
    'next: own metrics from the tasks': line('our own memory numbers from inside the tasks'),
    'next: test jemalloc': line('jemalloc'),
    'next: find out why it never happened before': line('find out why', 'before'),
    'next: memory is monitored closely': line('keep watching the memory'),
  }),
  ...facts(['facts', ...told], {
    'alerted at about 19:25': /Detected[^\n]*19:25|19:25[^\n]*alert/i,
    'mitigated by it': /Mitigated[^\n]*20:33|20:33[^\n]*Monitoring/,
    'times are UTC': 'Times in UTC',
  }),
  ...facts(['believed', 'causes'], {
    'the theory is open': /serde[^\n]*open|looking into[\s\S]*serde/,
  }),
  ...facts(['believed', ...told], {
    'suspected: a change of a week before that caches more in memory': line(
      'cache',
      'last weekend',
      'more of it in memory',
    ),
  }),
  ...facts(['actions', ...told], {
    'and died once it was back': line('dead again', '90 s'),
  }),
  ...facts([...told, ...ruledOut], {
    'an older change that shows late could not be excluded': /cant exclude|older one it did not show at once/,
  }),
  ...facts(['detection', 'lessons'], {
    'and that is why it was not caught': line('no alert on memory', '40%', 'below its threshold'),
  }),
  ...facts(['summary', 'course'], {
    'hours with AWS afterwards': /AWS support[^\n]*(?:hours| h )/,
    'neither side understood it': 'neither they nor we know why',
  }),
  ...facts(['summary', 'timeline'], {
    'AWS had no additional information on the hosts': 'nothing more on the affected hosts',
    'no explanation for the sudden jump in memory': 'no explanation for the jump in memory',
    'the spikes were reproduced locally': /spikes on my machine|reproduced the spikes locally/,
    'jemalloc tamed them': /jemalloc[^\n]*tame/,
    'which makes it plausible': 'plausible',
    'the tasks got much more memory then': line('ecs', 'a lot more memory'),
    'an apology is due to customers': /apolog/,
    'customers can read the status page, write by mail or in Slack': line('status page', 'mail and slack'),
  }),
  ...facts(['summary', 'open_questions'], {
    'it leaves the question why it never happened before': 'why this has never happened before',
    'open: why it was killed below 40%': line('why', 'killed for OOM below'),
  }),
]
