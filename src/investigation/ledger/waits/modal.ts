import type { Asks } from '../../../core/ask-modal.ts'

/** Asks on whom the team waits and for what, with as much of it as is known already. */
export const waitModal = (party = '', about = ''): Asks => ({
  title: 'Waiting on somebody',
  submit: 'Note it',
  inputs: [
    {
      name: 'party',
      label: 'On whom?',
      kind: 'text',
      hint: 'For example AWS support',
      ...(party && { initial: party }),
    },
    {
      name: ':|about',
      label: 'For what?',
      kind: 'text',
      optional: true,
      ...(about && { initial: about }),
    },
  ],
})
