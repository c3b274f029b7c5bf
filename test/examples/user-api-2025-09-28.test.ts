import { describeExample } from './example.ts'
import { userApiFacts } from './facts/user-api-2025-09-28.ts'

describeExample('user-api-2025-09-28', 'runbook', userApiFacts)
