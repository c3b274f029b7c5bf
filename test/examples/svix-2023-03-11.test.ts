import { describeExample } from './example.ts'
import { svixFacts } from './facts/svix-2023-03-11.ts'

describeExample('svix-2023-03-11', 'public', svixFacts)
