import { describeExample } from './example.ts'
import { dashboardFacts } from './facts/dashboard-2025-03-03.ts'

describeExample('dashboard-2025-03-03', 'brief', dashboardFacts)
