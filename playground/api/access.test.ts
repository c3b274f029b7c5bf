import { WebClient } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { codeOf, openOffice } from '../fixtures/office.ts'

describe('authentication and scopes', () => {
  it('tells the app who it is and which scopes it has', async () => {
    const { client, workspace } = await openOffice()
    const answer = await client.auth.test()
    expect(answer).toMatchObject({
      ok: true,
      user: 'fresheyes',
      user_id: workspace.botUserId,
      bot_id: workspace.botId,
    })
    expect(answer.response_metadata?.scopes).toContain('chat:write')
  })

  it('rejects a missing, wrong or revoked token and a token of the wrong type', async () => {
    const { workspace, client } = await openOffice()
    const withToken = (token: string) => new WebClient(token, { slackApiUrl: workspace.apiUrl }).auth.test()
    expect(await codeOf(withToken(''))).toBe('not_authed')
    expect(await codeOf(withToken('xoxb-nobody'))).toBe('invalid_auth')
    expect(await codeOf(withToken(workspace.appToken))).toBe('not_allowed_token_type')
    expect(await codeOf(client.apps.connections.open({}))).toBe('not_allowed_token_type')
    workspace.faults.revokeToken()
    expect(await codeOf(client.auth.test())).toBe('token_revoked')
    workspace.faults.restoreToken()
    expect(await codeOf(client.auth.test())).toBe('ok')
  })

  it('names the missing scope and the granted ones', async () => {
    const { client, workspace, ops } = await openOffice()
    const error = await client.pins.list({ channel: ops.id }).catch((caught) => caught.data)
    expect(error).toMatchObject({ ok: false, error: 'missing_scope', needed: 'pins:read' })
    expect(error.provided).toContain('chat:write')
    workspace.faults.revokeScope('chat:write')
    expect(await codeOf(client.chat.postMessage({ channel: ops.id, text: 'x' }))).toBe('missing_scope')
    workspace.faults.restoreScope('chat:write')
    expect(await codeOf(client.chat.postMessage({ channel: ops.id, text: 'x' }))).toBe('ok')
  })

  it('requires the scope for the kind of channel', async () => {
    const { client, workspace, ana, ops } = await openOffice()
    const secret = workspace.addChannel({ name: 'secret', members: [ana.id], private: true, withBot: true })
    workspace.faults.revokeScope('groups:history')
    expect(await codeOf(client.conversations.history({ channel: secret.id }))).toBe('missing_scope')
    expect(await codeOf(client.conversations.history({ channel: ops.id }))).toBe('ok')
    expect(await codeOf(client.conversations.history({ channel: ana.dm }))).toBe('missing_scope')
  })

  it('answers an unknown method with status 200 and an error', async () => {
    const { client } = await openOffice()
    expect(await codeOf(client.apiCall('conversations.pinMessage', {}))).toBe('unknown_method')
  })

  it('names the missing argument', async () => {
    const { client } = await openOffice()
    const error = await client.apiCall('chat.getPermalink', { channel: 'C1' }).catch((caught) => caught.data)
    expect(error).toMatchObject({ error: 'invalid_arguments' })
    expect(error.response_metadata.messages[0]).toContain('missing required field: message_ts')
  })

  it('accepts JSON bodies as well as form bodies', async () => {
    const { workspace, ops } = await openOffice()
    const response = await fetch(`${workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${workspace.botToken}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ channel: ops.id, text: 'json', blocks: [{ type: 'divider' }] }),
    })
    expect(await response.json()).toMatchObject({ ok: true, message: { text: 'json' } })
    const form = new URLSearchParams({ token: workspace.botToken, channel: ops.id, text: 'form' })
    const posted = await fetch(`${workspace.apiUrl}chat.postMessage`, { method: 'POST', body: form })
    expect(await posted.json()).toMatchObject({ ok: true, message: { text: 'form' } })
  })
})
