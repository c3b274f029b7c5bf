import { method } from './method.ts'

export const authMethods = {
  'auth.test': method({
    args: {},
    run: (_, { app }) => ({
      url: `https://${app.teamDomain}.slack.com/`,
      team: app.teamName,
      user: app.manifest.botName,
      team_id: app.teamId,
      user_id: app.botUserId,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  }),
}
