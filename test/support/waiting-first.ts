import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Tests in real time wait more than they work: begun last, they would keep an idle machine waiting. */
const waits = ({ moduleId }: TestSpecification): boolean => /\/test\/(chaos|kill|outage)\//.test(moduleId)

export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))]
  }
}
