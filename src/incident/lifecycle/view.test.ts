import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMessageBlocks, checkView } from '../../../playground/blocks/validate.ts'
import { markupIn } from '../../../test/support/pings.ts'
import { at, holding, incidentWith, settingsOf, stateWith, workspaceWith } from '../../../test/support/situation.ts'
import { modalView } from '../../messages/modal.ts'
import { declareModal } from './declare-modal.ts'
import { announcementMessage, channelRefusedMessage, openingPost } from './view.ts'

const settings = settingsOf()
const words = fc.oneof(
  fc.constantFrom('<!channel>', '<@U1>', '<https://evil|here>', '🔥'.repeat(250), '<'.repeat(500)),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 }),
)

describe('messages with any title and names', () => {
  const holds = (check: (title: string, name: string) => void) =>
    fc.assert(fc.property(words, words, check), { numRuns: 150 })

  it('ping and link nothing in the incident post and the refusal of a channel', () => {
    holds((title, name) => {
      for (const message of [
        openingPost(stateWith({ incident: { title }, names: new Map([['UANA', name]]) }), settings),
        channelRefusedMessage(incidentWith({ title }), 'No channel.', 'e1'),
      ]) {
        expect(checkMessageBlocks(message.blocks)).toBeUndefined()
        expect(markupIn(message)).toEqual([])
      }
    })
  })

  it('link only the channel in the announcement', () => {
    holds((title, name) => {
      const state = stateWith({ incident: { title }, names: new Map([['UANA', name]]) })
      const message = announcementMessage(state, at(5))
      expect(checkMessageBlocks(message.blocks)).toBeUndefined()
      expect(markupIn(message)).toEqual(['<#CINC>'])
    })
  })

  it('are valid in the modal, which links the open incident’s channel', () => {
    holds((title) => {
      const view = modalView(declareModal(workspaceWith(incidentWith({ title })), settings, 'COPS'))
      expect(checkView(view, 'modal')).toEqual([])
      expect(markupIn(view)).toEqual(['<#CINC>'])
    })
  })
})

describe('the announcement', () => {
  const shown = (given: Parameters<typeof stateWith>[0]) => JSON.stringify(announcementMessage(stateWith(given), at(5)))

  it('says the status and the commander', () => {
    const roles = [holding('commander', 'UBEN')]
    expect(shown({ roles, incident: { status: 'monitoring' } })).toContain('*monitoring* · declared')
    expect(shown({ roles })).toContain('Commander: Ben Berg')
    expect(shown({})).toContain('Commander: nobody yet')
  })
})
