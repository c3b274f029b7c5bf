import { describe, expect, it } from 'vitest'
import { findRevealingWords, hasRoot, vocabularyOf } from './vocabulary.ts'

const saysIt = (text: string, statement: string): boolean =>
  findRevealingWords(statement, []).some((word) => hasRoot(vocabularyOf(text), word.root))

describe('recognises the same word', () => {
  it.each([
    ['ALB is failing', 'the albs answer 502'],
    ['ALB is failing', "the ALB's targets"],
    ['ALB is failing', 'alb-1 and alb-2 differ'],
    ['the load balancer drops requests', 'loadbalancer logs'],
    ['the loadbalancer drops requests', 'the load-balancer logs'],
    ['auto-scaling is broken', 'no autoscaling happened'],
    ['autoscaling is broken', 'auto scaling did nothing'],
    ['memory leak', 'it leaks'],
    ['memory leaking', 'leaked handles'],
    ['certificate expired', 'the expiration date'],
    ['queries pile up', 'one query takes 9 s'],
    ['ingest worker dies', 'IngestWorker restarted'],
    ['S3 is down', 's3 answers'],
    ['the cache is cold', 'CACHES empty'],
    ['Überlast', 'uberlast'],
    ['ディスクが遅い', 'ディスクの使用率'],
    ['メモリ不足', 'メモリが足りない'],
    ['メモリ不足', 'ﾒﾓﾘ 99 %'],
    ['счётчик растёт', 'счетчик сброшен'],
    ["l'ALB est lent", 'alb 502'],
    ['the indexer dies', 'index is 3 h old'],
  ])('“%s” in “%s”', (statement, text) => {
    expect(saysIt(text, statement)).toBe(true)
  })
})

describe('does not mistake a word for another', () => {
  it.each([
    ['ALB is failing', 'requests time out for one customer in five'],
    ['ALB is failing', 'albumin'],
    ['ALB is failing', 'two health checks fail'],
    ['somebody broke it', 'somebody sees errors'],
    ['a 5 % leak', '5 customers, + 12 min'],
    ['it is what we have', 'it is what we have'],
    ['I think we dont know', "they don't think so"],
    ['', 'anything'],
  ])('“%s” in “%s”', (statement, text) => {
    expect(saysIt(text, statement)).toBe(false)
  })
})

it('leaves out words that a symptom used before', () => {
  const before = [vocabularyOf('errors at the load balancers')]
  expect(findRevealingWords('a load balancer drops them', before).map(({ said }) => said)).toEqual(['drops'])
})

it('spells a word as the statement does', () => {
  expect(findRevealingWords('Flaky ALBs', []).map(({ said }) => said)).toEqual(['Flaky', 'ALBs'])
})
