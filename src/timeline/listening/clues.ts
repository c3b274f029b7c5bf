/** What a message can be a sign of. Earlier kinds win ties. */
export const heardKinds = [
  'reversal',
  'recurrence',
  'third party',
  'change',
  'action',
  'persists',
  'hypothesis',
  'observation',
] as const
export type HeardKind = (typeof heardKinds)[number]

/** A phrase that suggests a sign. `weight`: how likely it makes the sign on its own, between 0 and 1. */
export interface CluePattern {
  sign: HeardKind
  weight: number
  /** The reason people are shown. */
  why: string
  pattern: RegExp
}

/** The subject of a completed action: somebody on the team, or nobody at the start of a clause. */
const doerPatternSource = String.raw`(?:^|[,;:(–-]\s*|\b(?:i|we|i've|we've|i have|we have|have|has|just|and|then|also|already|now|someone|@\S+)\s+)(?:(?:just|have|has|also|now|then|already|manually|temporarily|quickly)\s+)*`
const ongoingPatternSource = String.raw`(?:^|\b(?:i'm|we're|i am|we are|am|are|is|now|currently|started|@\S+)\s+(?:now\s+|currently\s+)?)`
const vendorWords =
  'aws|amazon|gcp|google|azure|microsoft|cloudflare|fastly|akamai|github|gitlab|datadog|stripe|twilio|okta|auth0|vendor|provider|support'
const troubleSignWords =
  'broken|failing|down|erroring|slow|crashing|dying|red|stuck|degraded|flapping|timing out|seeing|getting|happening|there|present|persisting|going on|high|bad|no|not'
const systemNounWords =
  'pods?|hosts?|nodes?|servers?|requests?|errors?|users?|customers?|restarts?|retries|connections?|events?|jobs?|messages?|alerts?|failures?|timeouts?'

/** Words after “I think it's” that name no cause. */
const nonCauseWords =
  'good|bad|great|fair|right|best|better|only|same|fine|ok|okay|time|idea|plan|way|call|meeting|fix|revert|rollback|worth|safe|done|over|out|finished|shame|pity'

const makeCluePattern = (sign: HeardKind, weight: number, why: string, pattern: string): CluePattern => ({
  sign,
  weight,
  why,
  pattern: new RegExp(pattern, 'iu'),
})

export const cluePatterns: readonly CluePattern[] = [
  makeCluePattern(
    'reversal',
    0.7,
    'something was undone',
    String.raw`\b(?:rolled (?:\S+ ){0,3}back|rolling (?:\S+ ){0,3}back|reverted(?! (?:build|commit|change|version|image|release|code|config)\b)|reverting|backed (?:it |that )?out|undid|switched (?:\S+ ){0,2}back|turned (?:\S+ ){0,3}back (?:on|off))\b`,
  ),
  makeCluePattern(
    'reversal',
    0.6,
    'a revert is on its way',
    String.raw`\b(?:the )?(?:revert|rollback)\b(?! plan)(?:\s+\S+){0,3}\s+(?:(?:is|was|has)(?! (?:up for|in review|waiting|pending|ready|being reviewed|not|needed))|went|merged|deployed|done|complete|finished|out|live|in)\b|^revert ["“]`,
  ),

  makeCluePattern(
    'recurrence',
    0.75,
    'it has come back',
    String.raw`\b(?:it'?s|it is|that'?s|they'?re|and (?:it'?s|we'?re)|here we go|problem'?s|problem is|issue is|errors are|alerts? (?:is|are)) (?:back|again)\b(?! to | up\b| online| on\b| in (?:action|business)| at (?:it|my))`,
  ),
  makeCluePattern(
    'recurrence',
    0.65,
    'it happens again',
    String.raw`\b(?:happen\w*|start\w*|crash\w*|spik\w*|climb\w*|fail\w*|down|red|paging|firing|fired|alerting|restarting|dying|timing out|erroring|seeing (?:it|this|that|them|errors|timeouts)|dropp\w*) (?:all over )?(?:once )?again\b`,
  ),
  makeCluePattern(
    'recurrence',
    0.6,
    'one more of the same',
    String.raw`\b(?:another|second|third|fourth|2nd|3rd|4th|one more) (?:\S+ )?(?:brownout|outage|spike|crash|wave|dip|drop|burst|blip|round|occurrence|restart)\b`,
  ),
  makeCluePattern('recurrence', 0.6, 'it recurs', String.raw`\b(?:re-?occurr\w*|recurr\w*|recurs)\b`),
  makeCluePattern(
    'recurrence',
    0.55,
    'it has come back',
    String.raw`\b(?:errors?|it|this|problem|issue|symptoms?|spikes?|latency|leak)\b(?:\s+\S+){0,2}\s+(?:came|come|comes|coming|returned) ?(?:right )?back\b(?! to | up\b| online)`,
  ),

  makeCluePattern(
    'third party',
    0.65,
    'a case with somebody else was opened',
    String.raw`\b(?:opened|filed|raised|created|logged|submitted|escalated)\b[^.?!]{0,40}\b(?:ticket|case|support|escalation)\b|\b(?:ticket|case)\b[^.?!]{0,30}\b(?:opened|filed|raised|submitted|is (?:open|with)|open with)\b`,
  ),
  makeCluePattern(
    'third party',
    0.6,
    'somebody else is waited for',
    String.raw`\b(?:waiting (?:on|for)|heard (?:nothing )?(?:back )?from|(?:no|still no) (?:answer|reply|response|word) from|on the (?:phone|line|call) with|escalated to|talking to|contacted|reached out to|asked) (?:\S+ ){0,2}(?:${vendorWords})\b`,
  ),
  makeCluePattern(
    'third party',
    0.55,
    'somebody else says so',
    String.raw`\b(?:${vendorWords}) (?:says?|said|confirm\w*|acknowledg\w*|report\w*|repl\w*|is looking|are looking|has no|status page)\b`,
  ),

  makeCluePattern(
    'change',
    0.6,
    'something was changed',
    String.raw`\b(?:deployed|redeployed|shipped|rolled out|merged|promoted|upgraded|migrated|landed|cut over|went (?:out|live)|released|flipped (?:the|a|that)? ?\S* ?(?:flag|switch|toggle))\b`,
  ),
  makeCluePattern(
    'change',
    0.6,
    'a change, and when it came',
    String.raw`\b(?:deploy(?:ment)?|release|migration|rollout|config change|change|bump|upgrade|feature flag|cron ?job)\b[^.?!]{0,50}\b(?:at \d{1,2}[:.]\d\d|yesterday|today|this morning|tonight|last (?:night|week|friday|month)|(?:\d+|an?|a few|two|three) (?:s|sec|min|minutes?|hours?|days?|weeks?) (?:ago|before|earlier|prior|after))\b`,
  ),
  makeCluePattern(
    'change',
    0.6,
    'a change, and what came after it',
    String.raw`\b(?:\d+|an?|a few|two|three|five|ten|right|just|shortly|ever) ?(?:s|sec|min|minutes?|hours?|days?|weeks?)? (?:after|since) (?:\S+ ){0,3}(?:deploy(?:ment)?|release|migration|rollout|upgrade|config change|merge)\b`,
  ),
  makeCluePattern(
    'change',
    0.5,
    'a change is going out',
    `${ongoingPatternSource}(?:deploying|releasing|shipping|merging|rolling out|pushing)\\b`,
  ),

  makeCluePattern(
    'action',
    0.6,
    'something was done',
    `${doerPatternSource}(?:restarted|rebooted|bounced|killed|drained|cordoned|scaled|failed (?:\\S+ )?over|flushed|purged|cleared|cleaned|disabled|enabled|turned (?:\\S+ ){0,3}(?:on|off)|switched|blocked|unblocked|increased|raised|doubled|tripled|bumped|lowered|reduced|paused|stopped (?!working|responding|seeing|getting|by itself|on its own|itself|at|around|\\d)|deleted|removed|evicted|rotated|applied|patched|hotfixed|paged|re-?ran|rerouted|shifted|moved|throttled|rate.?limited|added (?:more|a|an|\\d+)|pinned|invalidated|kicked|took (?:\\S+ ){1,3}out|put (?:\\S+ ){1,3}in(?:to)? maintenance)`,
  ),
  makeCluePattern(
    'action',
    0.55,
    'something is being done',
    `${ongoingPatternSource}(?:restarting|rebooting|bouncing|killing|draining|cordoning|scaling|failing over|flushing|purging|clearing|cleaning|disabling|enabling|turning (?:on|off)|switching|blocking|increasing|raising|lowering|pausing|stopping|deleting|removing|rotating|applying|patching|paging|rerouting|shifting|adding (?:more|a|an|\\d+))\\b`,
  ),
  makeCluePattern(
    'action',
    0.5,
    'a command that changes something',
    String.raw`\b(?:kubectl (?:apply|delete|rollout|scale|set|drain|cordon)|helm (?:upgrade|rollback)|terraform apply|systemctl (?:restart|stop|start)|docker restart)\b`,
  ),

  makeCluePattern('persists', 0.65, 'it is still so', String.raw`\bstill (?:${troubleSignWords})\b`),
  makeCluePattern(
    'persists',
    0.65,
    'it did not help',
    String.raw`\b(?:(?:did(?:n'?t| not)|does(?:n'?t| not)|has(?:n'?t| not)) (?:seem to )?(?:help\w*|work\w*|fix\w*|change\w*|make a difference)|no (?:improvement|effect|luck|change)|to no avail|not fixed|made (?:it|things|no) (?:worse|difference))\b`,
  ),
  makeCluePattern(
    'persists',
    0.55,
    'it goes on',
    String.raw`\b(?:issue|problem|error|errors|leak|it|this) (?:still )?persists?\b`,
  ),

  makeCluePattern(
    'hypothesis',
    0.6,
    'it names a theory',
    String.raw`\b(?:hypothesis|theory|hunch|suspicion|suspect|culprit)\b`,
  ),
  makeCluePattern(
    'hypothesis',
    0.55,
    'it says what somebody thinks',
    String.raw`\b(?:i|we)(?:'m| am|'re| are)? (?:also |really |still |strongly |now )?(?:think|thinking|believe|bet|guess|guessing|assume|reckon|wonder|wondering) (?!so\b|(?:that )?(?:we|you|i|someone|they) (?:should|need|can|could|ought|have to))`,
  ),
  makeCluePattern(
    'hypothesis',
    0.4,
    'it says what it is thought to be',
    String.raw`\b(?:think|thinking|believe|bet|guess|guessing|assume|reckon|suspect) (?:that )?(?:(?:it'?s|it is|this is|that'?s|they'?re|the (?:problem|issue|cause|bug) is) (?:(?:just|all|probably|likely|still|actually|really|mostly|also) ){0,2}(?:in |from |on |with )?(?:the|an?|our|their|some|not|because|due|related|caused)|(?:the|our|their) (?!${nonCauseWords})(?:[^\s,;]+ ){1,3}(?:is|are|was|were|isn't|aren't|keeps?|has|have|went|got|broke|died|ran))\b(?! (?:${nonCauseWords})\b)`,
  ),
  makeCluePattern(
    'hypothesis',
    0.5,
    'it names a cause',
    String.raw`\b(?:caused by|because of|due to|root cause|the cause|to blame|fallout from|triggered by|(?:issue|problem|bug|cause) is (?:that|an?|the|in|with)|would explain|explains? (?:why|the|it|this)|traced (?:it |this )?(?:back )?to|coming from)\b`,
  ),
  makeCluePattern(
    'hypothesis',
    0.5,
    'it says what it could be',
    String.raw`\b(?:maybe|perhaps|possibly|probably|presumably|likely|apparently)\b(?: \S+)? (?:it'?s|it is|the|a|an|this|that'?s|our|because|something|related)\b|\b(?:it|this|that|problem|issue) (?:could|might|may|must) (?:also )?(?:be|have been)\b|\bcould (?:it|this|that) be\b|\bis it (?:possible|the|a)\b`,
  ),
  makeCluePattern(
    'hypothesis',
    0.5,
    'it says what it looks like',
    String.raw`\b(?:smells|looks|feels|sounds|seems) (?:to me )?like (?!a plan|fun|it'?s working)|\bpoints? (?:to|at|towards)\b`,
  ),

  makeCluePattern(
    'observation',
    0.4,
    'it gives a number',
    String.raw`(?<![\w/#-])(?![45]\d\ds)[~≈<>]?\d+(?:[.,]\d+)?\s?(?:%|percent|ms|s|secs?|seconds|mins?|minutes|hours|rps|qps|req\/s|\/s|\/min|k|gb|mb|gib|mib|mi|x)(?!\w)`,
  ),
  makeCluePattern(
    'observation',
    0.3,
    'it names trouble',
    String.raw`\b(?:errors?|failing|fails|failures?|slow|broken|down|degraded|overloaded|unresponsive|stuck|hanging|issues|trouble|problems|not responding|wrong)\b`,
  ),
  makeCluePattern(
    'observation',
    0.5,
    'it says where something is heading',
    String.raw`\b(?:spik\w+|climb\w*|dropp\w+|drops|increas\w+|decreas\w+|growing|grows|grew|rising|rose|fell|falling|elevated|flat|jumped|jumps|doubled|leak\w*|steady|back to (?:normal|baseline)(?! (?:hours|life|work))|recover\w*|stabili[sz]\w+|unusual\w*|abnormal\w*|saturated|maxed out)\b`,
  ),
  makeCluePattern(
    'observation',
    0.5,
    'it names an error',
    String.raw`\b(?:[45]xx|50[0-4]s?|40[0139]s?|429s?|oom\w*|out of memory|exit code \d+|timeouts?|timed out|time(?:s)? out|unreachable|connection refused|deadlock\w*|crash(?:ed|es|ing|loop\w*)|segfault\w*|panic(?:s|ked|king)?|unschedulable|throttled by|evicted|permission denied|certificate (?:has )?expired)\b`,
  ),
  makeCluePattern(
    'observation',
    0.35,
    'it says what is seen',
    String.raw`\b(?:i|we)(?:'m| am|'re| are)? (?:also |now |only |generally )?(?:see|seeing|having|saw|found|find|noticed|notice|observe\w*)\b|^(?:also |now |only )?seeing\b|\b(?:graphs?|dashboards?|logs?|metrics?|traces?|alerts?|probes?|monitors?) (?:\S+ )?(?:shows?|says?|looks?|fired|went off|triggered)\b`,
  ),
  makeCluePattern(
    'observation',
    0.5,
    'it counts something',
    String.raw`\b(?:hundreds|thousands|dozens|lots|\d[\d,.]*k?)(?: of)?(?: \S+){0,2} (?:${systemNounWords})\b|\b(?:all|every|no|none of the|half of the|most) (?:\S+ ){0,2}(?:${systemNounWords}|regions?|traffic)\b`,
  ),
  makeCluePattern(
    'observation',
    0.4,
    'it links a graph',
    String.raw`<?https?:\/\/\S*(?:grafana|datadog|honeycomb|kibana|newrelic|splunk|prometheus|sentry|cloudwatch|dashboard|graph)`,
  ),
]
