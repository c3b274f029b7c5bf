import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Tests in real time wait more than they work. */
const waits = ({ moduleId }: TestSpecification): boolean => /\/test\/(chaos|kill|outage)\//.test(moduleId)

/**
 * Begins with the tests that wait, each followed by one that works: side by side they leave no core idle, as two that
 * wait would, or one that is begun last.
 */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const waiting = sorted.filter(waits)
    const working = sorted.filter((file) => !waits(file))
    const pairs = waiting.flatMap((file, index) => [file, ...working.slice(index, index + 1)])
    return [...pairs, ...working.slice(waiting.length)]
  }
}
