import { expect, it } from 'vitest'
import { type Act, actDescriptions, permissionActs, permissionRules } from '../../src/core/router/permission.ts'

const who = {
  anyone: 'anyone in the channel',
  answerable: 'commander, owner, admins',
  'answerable or theirs': 'commander, owner, admins, and whoever it belongs to',
} as const

const row = (act: Act): string => {
  const { during, after } = permissionRules[act]
  return `| ${act} | ${actDescriptions[act]} | ${who[during]} | ${who[after]} |`
}

const page = `# Who may do what

During the response nothing is refused for rank: anyone may move it forward, the channel reads who did, and it can be
undone. A refusal says who may. This page is made from the table in \`src/core/router/permission.ts\`.

| act | for example | until it is closed | once it is closed or cancelled |
|--|--|--|--|
${permissionActs.map(row).join('\n')}

Admins are those in \`admins\` of the settings file. A private incident is there only for who is in its channel: to
anybody else it is not refused, it does not exist.
`

it('the page matches the table in the code', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/permissions.md')
})
