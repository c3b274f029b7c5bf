import { describeExample } from './example.ts'
import { wrongExplanationFacts } from './facts/honeycomb-2019-11-06.ts'

describeExample('honeycomb-2019-11-06', 'playback', wrongExplanationFacts)
