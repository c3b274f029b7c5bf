import { type Decision, isRefusal, nothing, type Refusal } from '../../core/decision.ts'
import type { Due, Input, Pressed, Submitted } from '../../core/input.ts'
import type { Feature, OnIncident, Word } from '../../core/registry.ts'
import type { IncidentState, Moment } from '../../core/state.ts'
import { setTimer } from '../../core/timers/set.ts'
import type { Modal } from '../../messages/modal.ts'
import { profileOf, zoneOf } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { askForCanvas } from '../canvas/keeping.ts'
import { exportFile, usualFile } from '../export/file.ts'
import { type Draft, draftFrom, type Sheet, sheetNamed, standingIn } from '../sections/draft.ts'
import { submitEdit } from '../sections/edit.ts'
import { type Extra, editForm, typedIn } from '../sections/edit-modal.ts'
import { historyForm } from '../sections/history.ts'
import { backToDraft, chooseForm, publish, sendForReview } from '../sections/progress.ts'
import { putOffReview, reviewTimer, setNextReview, settleReview } from '../sections/review-day.ts'
import { answerable, isUndelivered, reviewDue, reviewNotDue, toEverybody } from '../sections/review-due.ts'
import { standing } from '../sections/standing-view.ts'
import { formForm, publishForm, reviewForm } from '../sections/state-modals.ts'
import { findRecord, loadMaterial } from '../store.ts'
import type { Forms } from '../templates/library.ts'
import { exportWord } from './export.ts'

type Deed<I extends Input> = (
  draft: Draft,
  input: I,
  moment: Moment,
  tx: Tx,
) => Decision | Refusal | Promise<Decision | Refusal>

/** What is done to a post-mortem once there is a draft. */
const onDraft =
  (forms: Forms) =>
  <I extends Input>(deed: Deed<I>, act: OnIncident<I>['act'] = 'post-mortem'): OnIncident<I> => ({
    on: 'incident',
    act,
    run: async (state, input, moment, tx) => {
      const draft = await draftOf(state, forms, moment, tx)
      return 'refusal' in draft ? draft : deed(draft, input, moment, tx)
    },
  })

async function draftOf({ incident }: IncidentState, forms: Forms, moment: Moment, tx: Tx) {
  return draftFrom(await loadMaterial(tx, incident.id), forms, moment.settings)
}

const opening = (open: Modal): Decision => ({ ...nothing, answer: { open } })

/** The section a button or menu names, with what follows its name. */
function sheetOf(draft: Draft, about: string): { sheet: Sheet; rest: string } | Refusal {
  const [key = '', rest = ''] = about.split(':')
  const sheet = sheetNamed(draft, key)
  return sheet
    ? { sheet, rest }
    : { refusal: 'The form of the post-mortem was changed meanwhile, and has no such section.' }
}

/** A button that leads to a section; `show` says how. */
const atSection =
  (
    show: (draft: Draft, sheet: Sheet, rest: string, input: Pressed, moment: Moment) => Modal,
  ): Deed<Pressed> =>
  (draft, input, moment) => {
    const found = sheetOf(draft, input.about)
    return 'refusal' in found ? found : opening(show(draft, found.sheet, found.rest, input, moment))
  }

/** From the form of a section to its history: what was typed and not saved would be gone, so that it stays. */
function history(draft: Draft, sheet: Sheet, rest: string, { form }: Pressed, { settings }: Moment): Modal {
  const unsaved = form && typedIn(form.fields, standingIn(sheet))
  if (unsaved === undefined) return historyForm(draft, sheet, Number(rest))
  return editForm(draft, sheet, settings.command, unsaved)
}

function olderText({ versions }: Sheet, rest: string): Extra {
  const chosen = versions.find(({ version }) => String(version) === rest)
  return chosen ? { text: chosen.text } : {}
}

const buttonsOf = (forms: Forms): Feature['buttons'] => {
  const drafted = onDraft(forms)
  const show: Deed<Pressed> = (draft) => ({ ...nothing, answer: { say: standing(draft, forms) } })
  return {
    'postmortem.open': drafted(show, 'read'),
    'postmortem.edit': drafted(
      atSection((draft, sheet, _, _input, { settings }) => editForm(draft, sheet, settings.command)),
    ),
    'postmortem.history': drafted(atSection(history)),
    'postmortem.restore': drafted(
      atSection((draft, sheet, rest, _input, { settings }) =>
        editForm(draft, sheet, settings.command, olderText(sheet, rest)),
      ),
    ),
    'postmortem.in_review': drafted((draft, { by }, moment) => sendForReview(draft, by, moment)),
    'postmortem.draft': drafted((draft, { by }, moment) => backToDraft(draft, by, moment)),
    'postmortem.publish': drafted((draft, _, moment) => opening(publishForm(draft, moment))),
    'postmortem.form': drafted((draft) => opening(formForm(draft, forms))),
    'postmortem.next_review': drafted((draft, _, moment) => opening(reviewForm(draft, false, moment))),
    'postmortem.reviewed': drafted((draft, _, moment) => opening(reviewForm(draft, true, moment))),
    'postmortem.later': drafted((draft, { by }, moment) => putOffReview(draft, by, moment)),
    'postmortem.canvas': drafted(({ state }, { by }, moment) => askForCanvas(state, by, moment), 'export'),
    'postmortem.again': drafted(
      ({ state: { incident } }, { by }) => exportFile(incident, usualFile, by.id),
      'export',
    ),
  }
}

/** What cannot be saved any more is said below a field: what somebody typed stays in front of them. */
const below = (field: string, { run, ...handler }: OnIncident<Submitted>): OnIncident<Submitted> => ({
  ...handler,
  refusedBelow: field,
  run: async (...given) => {
    const outcome = await run(...given)
    return isRefusal(outcome) ? { field, ...outcome } : outcome
  },
})

const formsOf = (forms: Forms): Feature['forms'] => {
  const drafted = onDraft(forms)
  return {
    'postmortem.edit': below(
      'text',
      drafted((draft, filled, moment) => submitEdit(draft, filled, filled.by, moment)),
    ),
    'postmortem.publish': drafted((draft, { about, fields, by }, moment) =>
      publish(draft, { opened: about, announce: fields.announce === 'announce' }, by, moment),
    ),
    'postmortem.form': drafted((draft, { fields, by }, moment) =>
      chooseForm(draft, forms, fields.form ?? '', by, moment),
    ),
    'postmortem.next_review': drafted(async (draft, { about, fields, by }, moment, tx) => {
      const zone = (await zoneOf(tx, by.id)) ?? draft.state.incident.zone
      return setNextReview(
        draft,
        { words: fields.day ?? '', reviewed: about === 'reviewed', zone },
        by,
        moment,
      )
    }),
  }
}

/** The day of the look back has come, unless it was moved or the incident is open again. */
const reviewHandler = (forms: Forms): OnIncident<Due> => ({
  on: 'incident',
  act: 'read',
  run: async (state, _due, moment, tx) => {
    const idle = reviewNotDue(state, await findRecord(tx, state.incident.id), moment.now)
    if (idle) return idle
    const draft = await draftOf(state, forms, moment, tx)
    if ('refusal' in draft) return { changes: setTimer(state, reviewTimer, null), send: [] }
    return reviewDue(draft, await unreachable(tx, state))
  },
})

/** Of those who answer for it, who has left the workspace. */
async function unreachable(tx: Tx, state: IncidentState): Promise<Set<string>> {
  const gone = new Set<string>()
  for (const person of answerable(state)) {
    const profile = await profileOf(tx, person)
    if (profile?.gone || profile?.bot) gone.add(person)
  }
  return gone
}

function wordOf(forms: Forms): Word {
  return {
    word: 'postmortem',
    usage: 'postmortem [INC-12]',
    example: 'postmortem',
    does: 'how the post-mortem stands: what is missing, edit, review, publish',
    namesIncident: true,
    ...onDraft(forms)((draft) => ({ ...nothing, answer: { say: standing(draft, forms) } }), 'read'),
  }
}

/** What people do with a post-mortem once the incident is closed. */
export const afterCloseFeature = (forms: Forms): Feature => ({
  words: [wordOf(forms), exportWord(forms)],
  buttons: buttonsOf(forms) ?? {},
  forms: formsOf(forms) ?? {},
  due: { [reviewTimer]: reviewHandler(forms) },
  settle: settleReview,
  answered: {
    concerns: isUndelivered,
    run: async (state, _input, moment, tx) => {
      const draft = state && (await draftOf(state, forms, moment, tx))
      return !draft || 'refusal' in draft ? nothing : { ...nothing, send: [toEverybody(draft)] }
    },
  },
})
