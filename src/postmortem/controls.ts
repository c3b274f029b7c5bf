import { z } from 'zod'
import { action, modal, numberField } from '../messages/action.ts'
import { initialMarksField, maxInputsPerCloseSection, sectionKeys } from './close/texts.ts'
import { postMortemStates } from './record.ts'
import { pieceNames } from './split-inputs.ts'

/** The maximum number of inputs that one section is split over: 60,000 characters. */
export const maxInputsPerSection = 20

/** Nothing reads the subject: these concern the one post-mortem of their incident. */
const ofPostMortem = { subject: z.enum(['post-mortem', 'review']) }
const ofForm = { subject: z.literal('form') }
const ofSection = { section: z.string() }

/** What people can do to a post-mortem with one click. */
export const postMortemActions = {
  close: action('postmortem.close', ofForm),
  open: action('postmortem.open', ofPostMortem),
  edit: action('postmortem.edit', ofSection),
  /** `skip` is how many newer versions to leave out. */
  history: action('postmortem.history', { ...ofSection, skip: numberField }, ':'),
  restore: action('postmortem.restore', { ...ofSection, version: numberField }, ':'),
  sendForReview: action('postmortem.in_review', ofPostMortem),
  backToDraft: action('postmortem.draft', ofPostMortem),
  publish: action('postmortem.publish', ofPostMortem),
  chooseForm: action('postmortem.form', ofPostMortem),
  nextReview: action('postmortem.next_review', ofPostMortem),
  reviewed: action('postmortem.reviewed', ofPostMortem),
  later: action('postmortem.later', ofPostMortem),
  canvas: action('postmortem.canvas', ofPostMortem),
  draftAgain: action('postmortem.again', ofPostMortem),
}

export const postMortemModals = {
  close: modal('postmortem.close', { began: initialMarksField }, [
    ...sectionKeys.flatMap((section) => pieceNames(section, maxInputsPerCloseSection)),
    'lessons',
    'unexplained',
    'explained',
    'noticed',
  ]),
  /** `version`, and `mark` of the generated text, are those when it was opened, to detect a concurrent edit. */
  edit: modal(
    'postmortem.edit',
    { ...ofSection, version: numberField, mark: z.string() },
    [...pieceNames('text', maxInputsPerSection), 'seen'],
    ':',
  ),
  history: modal('postmortem.history', ofSection),
  /** `opened` is the state of the post-mortem when it was opened. */
  publish: modal('postmortem.publish', { opened: z.enum(postMortemStates) }, ['announce']),
  chooseForm: modal('postmortem.form', ofForm, ['form']),
  nextReview: modal('postmortem.next_review', { occasion: z.enum(['reviewed', 'next']) }, ['day']),
}
