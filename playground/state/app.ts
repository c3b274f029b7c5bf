import type { Manifest } from '../manifest.ts'

/** The app as installed in this workspace: its identity, tokens and scopes. */
export class InstalledApp {
  readonly manifest: Manifest
  readonly teamId: string
  readonly teamName = 'Fresh Workspace'
  readonly teamDomain = 'fresh-workspace'
  readonly appId = 'A0FRESH01'
  readonly botId = 'B0FRESH01'
  readonly botUserId = 'U0FRESHBOT'
  readonly botToken = 'xoxb-0001-0002-playground-bot-token'
  readonly appToken = 'xapp-1-A0FRESH01-0003-playground-app-token'
  readonly signingSecret = '5ed1c0de5ed1c0de5ed1c0de5ed1c0de'
  readonly verificationToken = 'playground-verification-token'
  readonly revokedScopes = new Set<string>()
  isRevoked = false

  constructor(manifest: Manifest, teamId: string) {
    this.manifest = manifest
    this.teamId = teamId
  }

  get scopes(): string[] {
    return this.manifest.scopes.filter((scope) => !this.revokedScopes.has(scope))
  }

  may(scope: string): boolean {
    return this.manifest.scopes.includes(scope) && !this.revokedScopes.has(scope)
  }

  get secrets(): string[] {
    return [this.botToken, this.appToken, this.signingSecret, this.verificationToken]
  }

  get profile() {
    const { botId, appId, teamId, manifest } = this
    return { id: botId, app_id: appId, team_id: teamId, name: manifest.botName, deleted: false, updated: 0 }
  }
}
