import type { Asks } from '../../../core/feature/ask-modal.ts'

/** Asks who the team is waiting on and for what; the arguments prefill the inputs. */
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
