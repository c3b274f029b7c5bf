import { describe, expect, it } from 'vitest'
import { classifyMessage, minSuggestionScore } from './classify.ts'

describe('messages that look like timeline entries', () => {
  it.each([
    // A leak mistaken for a load balancer fault.
    ['I think the load balancers are failing, both errors point at them', 'hypothesis'],
    ['We opened a ticket with AWS support about the unreachable targets', 'waiting'],
    ['still waiting on AWS, no word from them', 'waiting'],
    ['One of their customers reports the same, so it might be on their side', 'hypothesis'],
    ['Second brownout in two hours, about 20 minutes like the first', 'recurrence'],
    ['it’s back', 'recurrence'],
    ['errors are back', 'recurrence'],
    ['The memory of every ingest worker climbs until it restarts', 'observation'],
    ['reverted the commit, pushing a build now', 'action'],
    // Pods out of memory after a new cache.
    ['Pods restart every 15 min, OOMKilled with exit code 137', 'observation'],
    ['A caching feature was deployed yesterday', 'change'],
    ['could this be a leak in the new cache code?', 'hypothesis'],
    ['Raised the memory limit to 1 GB, restarting the pods', 'action'],
    ['Memory grows from 100 MB to 512 MB within 15 min', 'observation'],
    ['the leak persists, only slower', 'observation'],
    ['Hotfix deployed to production', 'change'],
    ['memory is flat at 180 MB since the hotfix', 'observation'],
    // Pods killed below their memory limit for an unknown reason.
    ['most API calls in the US return 5xx', 'observation'],
    ['We reverted the caching change of last week', 'action'],
    ['gave them 8x the memory and it did not help', 'observation'],
    ['blocked all traffic until they were healthy, then let it in again', 'action'],
    ['AWS says they see nothing on those hosts', 'waiting'],
    ['my theory is a serialization bug that blows up on some inputs', 'hypothesis'],
    // A migration that was never run.
    ['four of the API hosts answer 401 to every request', 'observation'],
    ['probably because of the migration that has not run yet', 'hypothesis'],
    ['a deploy went out at 14:20, before the migration', 'change'],
    // Informal style.
    ['rolled prow back to wednesday’s image', 'action'],
    ['rolling back now', 'action'],
    ['<@U1> restarted the broker', 'action'],
    ['I think this is all just fallout from it being overloaded', 'hypothesis'],
    ['there are hundreds of pending pods in the wrong cluster', 'observation'],
    ['also seeing timeouts on uploads', 'observation'],
    ['still failing after the revert', 'observation'],
    ['thanks! Restarted the workers, errors are gone', 'action'],
    ['```\nkubectl rollout undo deploy/api\n```', 'action'],
    ['see <https://grafana.acme.com/d/1?from=now|p99>, it jumped at nine', 'observation'],
    ['crashing again', 'recurrence'],
    ['I am having trouble reaching the console', 'observation'],
    ['it began three minutes after the last deploy', 'change'],
    ['ok, the bug is in the alias mapping', 'hypothesis'],
    ['filed a case with Cloudflare: 1234', 'waiting'],
  ])('%s → %s', (text, kind) => {
    const classification = classifyMessage(text)
    expect(classification, text).toMatchObject({ kind })
    expect(classification?.score, `${text} ${classification?.reasons}`).toBeGreaterThanOrEqual(minSuggestionScore)
  })
})

describe('messages that only sound like timeline entries', () => {
  it.each([
    'me too',
    '+1',
    'same here',
    'thanks!',
    'thanks for rolling it back',
    'lol it’s back, my coffee that is',
    'is it back?',
    'should we roll back?',
    'let’s roll back',
    'can somebody restart the workers?',
    'did anyone deploy today?',
    'we have not deployed anything',
    'if we reverted it we would lose the fix',
    'I’ll restart it in a minute',
    'are you still seeing errors?',
    'what changed?',
    'I think we should wait',
    'I think so',
    'on it',
    'ok',
    'looking',
    'back from lunch',
    'I’m back at my desk',
    'it’s back to normal hours for me next week',
    'who has access to the dashboard?',
    'joining the call in 5',
    'have a good weekend :tada:',
    'looks like fun',
    'I need to jump',
    'no problem',
    '&gt; reverted the commit',
    '',
    '   ',
    '🤷',
  ])('%s', (text) => {
    const classification = classifyMessage(text)
    expect(classification?.score ?? 0, `${classification?.sign} ${classification?.reasons}`).toBeLessThan(
      minSuggestionScore,
    )
  })
})

describe('the reasons', () => {
  it('quote the matching words', () => {
    expect(classifyMessage('I rolled it back')).toEqual({
      sign: 'reversal',
      kind: 'action',
      score: 0.7,
      reasons: ['something was undone: “rolled it back”'],
    })
  })

  it('are those of the strongest sentence, whose weights add up', () => {
    const classification = classifyMessage('Hm. Seeing 503s, about 12 % of requests. Anyone else?')
    expect(classification?.reasons).toEqual([
      'it gives a number: “12 %”',
      'it names an error: “503s”',
      'it says what is seen: “Seeing”',
      'it counts something: “12 % of requests”',
    ])
    expect(classification?.score).toBeGreaterThan(0.7)
  })
})
