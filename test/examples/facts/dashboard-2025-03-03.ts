import { type Fact, facts, line, on } from '../fact.ts'

/** Actions, listed in full or only those that helped. */
const doing = ['actions', 'resolution'] as const

/** https://github.com/IbrahimKhal1/alx-system_engineering-devops, 0x19-postmortem */
export const dashboardFacts: readonly Fact[] = [
  ...facts('impact', {
    'it lasted until 04:45': line('02:15', '04:45'),
    'about 40% of users had slow responses and intermittent connections': line('Users', '40%', 'slow'),
    'connections came and went': line('connections that come and go'),
    'critical data was processed late, which hurt the figures': line('critical data', 'late', 'figures'),
  }),
  ...facts(['impact', 'facts'], {
    'two hours and a half': '2 h 30 min',
  }),
  ...facts(['summary', 'impact'], {
    'of the real-time dashboard of a web application': 'real-time dashboard',
  }),
  ...facts(['facts', 'impact'], {
    'services: dashboard and data processing': line('dashboard, data processing'),
  }),
  ...facts('summary', {
    'root cause in short: a misconfigured load balancer with an unpatched leak': line(
      'memory leak',
      'not patched',
      'misconfigured load balancer',
    ),
  }),
  ...facts('timeline', {
    '02:15 detected by an alert of the monitoring on response times': line(
      '02:15',
      'alert of the monitoring',
      'response times',
    ),
    '02:18 an engineer saw the spike in the error logs and began to diagnose': line('02:18', 'spike in the error logs'),
    '02:25 the load balancer settings were looked at and suspected': line('02:25', 'lb settings look odd'),
    '02:35 complaints of customers confirm that it is widespread': line('02:35', 'support', 'tickets'),
    '02:45 a memory leak was found': line('02:45', 'we leak'),
    'it was unpatched': line('patch', 'never went out'),
    'it caused load and the failure of the load balancer': line(
      'servers answer slow',
      'throws their load on the others',
    ),
    '03:00 escalated to the senior DevOps team': line('escalating to senior devops'),
    'which took control': line('03:00', 'we take over'),
    '04:45 normal service': line('04:45', 'steady', 'normal'),
  }),
  ...facts(['causes', 'believed'], {
    'it was not the network': line('network congestion', 'no drops'),
  }),
  ...facts(doing, {
    '03:30 a temporary fix: traffic rebalanced, servers restarted': line('03:30', 'rebalanced', 'restarted'),
    'it helped in part': /rebalanced[^\n]*\n?[^\n]*helped in part/,
    '04:15 the load balancer was reconfigured and the patch applied': line('04:15', 'lb reconfigured', 'patch'),
    'it worked': /lb reconfigured[^\n]*\n?[^\n]*worked/,
  }),
  ...facts('causes', {
    'cause: the unpatched leak exhausted the servers': line('leak', 'patch never applied', 'used up the memory'),
    'which made the load balancer misroute': line('load balancer misrouted'),
    'contributing: the load balancer was misconfigured': line('load balancer', 'misconfigured'),
    'it was to take unexpected load better': line('unexpected load'),
  }),
  ...facts('lessons', {
    'the focus on the network delayed the diagnosis': line('network', '20 min'),
    'corrected as soon as the leak was known': line('once the leak was known', 'patch', 'load balancer'),
    'rebalancing and patch together restored service swiftly': line('rebalancing', 'patch'),
    'even perfectly crafted code can have an off day': 'off day',
  }),
  ...facts('follow_ups', {
    'action: patch the leak': line('Patch the memory leak'),
    'action: comprehensive code review': line('Review the server code'),
    'action: stricter coding standards': line('Coding standards'),
    'action: regular security audits': line('regular security audits'),
    'action: a load balancer that adjusts to spikes by itself': line('Load balancer', 'by itself', 'spikes in traffic'),
    'action: automated tests of load balancer changes before deployment': line(
      'Test load balancer changes automatically before',
    ),
    'action: finer monitoring that shows leaks early': line('Finer monitoring', 'leak early'),
    'action: alerts on anomalous memory usage and load': line('Alert on unusual memory use and load'),
    'action: regular incident response drills': line('Incident drills at regular intervals'),
    'action: document and review the postmortem process': line('Write down how we troubleshoot', 'review'),
  }),
  ...facts(['facts', 'impact'], {
    'it began on 3 March 2025 at 02:15': line(/began|started|affected/, on('2025-03-03'), '02:15'),
  }),
  ...facts('facts', {
    'times are UTC': 'Times in UTC',
    'a major outage': 'SEV1',
  }),
  ...facts(['facts', 'timeline'], {
    'detected at once': /Detected[^\n]*02:15|02:15[^\n]*alert/i,
    'resolved then': /Resolved[^\n]*04:47|04:47[^\n]*Resolved/,
    'command passed to them': /Commander[^\n]*03:00[\s\S]*Commander[^\n]*03:00|03:00[^\n]*take over/,
  }),
  ...facts(['believed', 'timeline'], {
    'network congestion was assumed at first': 'network congestion',
  }),
  ...facts(['believed', 'summary'], {
    'and was held for 15 minutes': /network[^\n]*15 min/,
  }),
  ...facts('follow_ups', {
    'drills and the review of protocols are about how people respond':
      /Incident drills[^\n]*process|how we work[\s\S]*Incident drills/i,
    'granular monitoring is there to detect': /Finer monitoring[^\n]*detect|noticed sooner[\s\S]*Finer monitoring/,
  }),
]
