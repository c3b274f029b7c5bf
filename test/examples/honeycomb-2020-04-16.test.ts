import { describeExample } from './example.ts'
import { foundLateFacts } from './facts/honeycomb-2020-04-16.ts'

describeExample('honeycomb-2020-04-16', 'retrospective', foundLateFacts)
