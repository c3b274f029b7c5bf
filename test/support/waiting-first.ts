import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Tests in real time mostly wait. */
const waits = ({ moduleId }: TestSpecification): boolean => /\/test\/(chaos|kill|outage)\//.test(moduleId)

/**
 * Starts with the tests that mostly wait, each paired with one that uses the CPU: two waiting tests side by side, or
 * one started last, would leave a core idle.
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
