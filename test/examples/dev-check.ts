import { readFileSync } from 'node:fs'
import { renderMarkdown } from '../../src/postmortem/markdown.ts'
import { isSaid } from './fact.ts'
import { dashboardFacts } from './facts/dashboard-2025-03-03.ts'
import { wrongExplanationFacts } from './facts/honeycomb-2019-11-06.ts'
import { foundLateFacts } from './facts/honeycomb-2020-04-16.ts'
import { svixFacts } from './facts/svix-2023-03-11.ts'
import { userApiFacts } from './facts/user-api-2025-09-28.ts'
import { cut } from './sections.ts'
for (const [name, facts] of [['honeycomb-2019-11-06', wrongExplanationFacts], ['user-api-2025-09-28', userApiFacts], ['svix-2023-03-11', svixFacts], ['honeycomb-2020-04-16', foundLateFacts], ['dashboard-2025-03-03', dashboardFacts]] as const) {
  const s = cut(renderMarkdown(JSON.parse(readFileSync(`/tmp/ex/${name}/postmortem.json`, 'utf8'))))
  console.log(name, facts.length, 'missing:', facts.filter((f) => !f.lacks && !isSaid(f, s)).map((f) => f.fact), 'lacks but said', facts.filter((f) => f.lacks && isSaid(f, s)).map((f) => f.fact))
}
