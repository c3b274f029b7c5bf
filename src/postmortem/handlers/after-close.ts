import { answerWithModal, emptyDecision, isRefusal } from '../../core/decision.ts'
import type { DecisionContext } from '../../core/feature/context.ts'
import type { Command, Feature } from '../../core/feature/feature.ts'
import type { IncidentHandler, Outcomes } from '../../core/feature/handler.ts'
import { type Clicked, onAction, onModal } from '../../core/feature/on-control.ts'
import type { TimerDue } from '../../core/input.ts'
import { zoneFor } from '../../core/state.ts'
import { setTimer } from '../../core/timers/set.ts'
import type { Modal } from '../../messages/modal.ts'
import { findStoredProfile } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { requestCanvas } from '../canvas/sync-canvas.ts'
import { postMortemActions, postMortemModals } from '../controls.ts'
import { defaultFileRequest, exportFile } from '../export/file.ts'
import { type Draft, draftFrom, findSectionDraft, type SectionDraft, shownTextOf } from '../sections/draft.ts'
import { submitEdit } from '../sections/edit.ts'
import { type EditModalExtras, findUnsavedText, sectionEditModal } from '../sections/edit-modal.ts'
import { sectionHistoryModal } from '../sections/history.ts'
import { backToDraft, choosePostMortemTemplate, publishPostMortem, sendForReview } from '../sections/progress.ts'
import { postponeReview, reconcileReview, reviewTimer, setNextReview } from '../sections/review-day.ts'
import {
  isUndelivered,
  listResponsiblePeople,
  remindChannelOfReview,
  rescheduleUnlessDue,
  reviewDue,
} from '../sections/review-due.ts'
import { nextReviewModal, publishModal, templateChoiceModal } from '../sections/state-modals.ts'
import { postMortemStateMessage } from '../sections/state-view.ts'
import type { PostMortemContext } from '../settings.ts'
import type { ResponseState } from '../state.ts'
import { findRecord, loadPostMortemInput } from '../store.ts'
import type { TemplateLibrary } from '../templates/library.ts'
import { exportCommand } from './export.ts'

type DraftHandler<I> = (draft: Draft, input: I, ctx: PostMortemContext, tx: Tx) => Outcomes
type RunOnDraft<I> = (state: ResponseState, input: I, ctx: PostMortemContext, tx: Tx) => Outcomes

/** Handles an input that needs the draft; refused until there is one. */
const makeDraftHandler =
  (library: TemplateLibrary) =>
  <I>(handle: DraftHandler<I>): RunOnDraft<I> =>
  async (state, input, ctx, tx) => {
    const draft = await loadDraft(state, library, ctx, tx)
    return 'refusal' in draft ? draft : handle(draft, input, ctx, tx)
  }

async function loadDraft(state: ResponseState, library: TemplateLibrary, ctx: DecisionContext, tx: Tx) {
  return draftFrom(await loadPostMortemInput(tx, state), library, ctx.settings)
}

type ShowSection<About extends object> = (
  draft: Draft,
  sheet: SectionDraft,
  input: Clicked<About>,
  ctx: DecisionContext,
) => Modal

/** Handles a control that opens a modal for a section, built by `show`. */
const showingSection =
  <About extends { section: string }>(show: ShowSection<About>): DraftHandler<Clicked<About>> =>
  (draft, input, ctx) => {
    const sheet = findSectionDraft(draft, input.about.section)
    return sheet
      ? answerWithModal(show(draft, sheet, input, ctx))
      : { refusal: 'The form of the post-mortem was changed meanwhile, and has no such section.' }
  }

/** Replaces the edit modal by the history, unless that would lose unsaved text. */
function historyOrEditModal(
  draft: Draft,
  sheet: SectionDraft,
  { about, modal: form }: Clicked<{ section: string; skip: number }>,
  { settings }: DecisionContext,
): Modal {
  const unsaved = form && findUnsavedText(form.fields, shownTextOf(sheet))
  if (unsaved === undefined) return sectionHistoryModal(draft, sheet, about.skip)
  return sectionEditModal(draft, sheet, settings.command, unsaved)
}

function findOlderVersion({ versions }: SectionDraft, wanted: number): EditModalExtras {
  const chosen = versions.find(({ version }) => version === wanted)
  return chosen ? { text: chosen.text } : {}
}

const showState =
  (library: TemplateLibrary): DraftHandler<unknown> =>
  (draft) => ({ ...emptyDecision, answer: { say: postMortemStateMessage(draft, library) } })

function makePostMortemActions(library: TemplateLibrary) {
  const drafted = makeDraftHandler(library)
  return [
    onAction(postMortemActions.open, 'read', drafted(showState(library))),
    onAction(
      postMortemActions.edit,
      'post-mortem',
      drafted(showingSection((draft, sheet, _, { settings }) => sectionEditModal(draft, sheet, settings.command))),
    ),
    onAction(postMortemActions.history, 'post-mortem', drafted(showingSection(historyOrEditModal))),
    onAction(
      postMortemActions.restore,
      'post-mortem',
      drafted(
        showingSection((draft, sheet, { about }, { settings }) =>
          sectionEditModal(draft, sheet, settings.command, findOlderVersion(sheet, about.version)),
        ),
      ),
    ),
    onAction(
      postMortemActions.sendForReview,
      'post-mortem',
      drafted((draft, { by }, ctx) => sendForReview(draft, by, ctx)),
    ),
    onAction(
      postMortemActions.backToDraft,
      'post-mortem',
      drafted((draft, { by }, ctx) => backToDraft(draft, by, ctx)),
    ),
    onAction(
      postMortemActions.publish,
      'post-mortem',
      drafted((draft, _, ctx) => answerWithModal(publishModal(draft, ctx))),
    ),
    onAction(
      postMortemActions.chooseForm,
      'post-mortem',
      drafted((draft) => answerWithModal(templateChoiceModal(draft, library))),
    ),
    onAction(
      postMortemActions.nextReview,
      'post-mortem',
      drafted((draft, _, ctx) => answerWithModal(nextReviewModal(draft, false, ctx))),
    ),
    onAction(
      postMortemActions.reviewed,
      'post-mortem',
      drafted((draft, _, ctx) => answerWithModal(nextReviewModal(draft, true, ctx))),
    ),
    onAction(
      postMortemActions.later,
      'post-mortem',
      drafted((draft, { by }, ctx) => postponeReview(draft, by, ctx)),
    ),
    onAction(
      postMortemActions.canvas,
      'export',
      drafted(({ state }, { by }, ctx) => requestCanvas(state, by, ctx)),
    ),
    onAction(
      postMortemActions.draftAgain,
      'export',
      drafted(({ state: { incident } }, { by }) => exportFile(incident, defaultFileRequest, by.id)),
    ),
  ]
}

/** Shows refusals below the text, so that the modal stays open and nothing typed is lost. */
const refusedBelowText =
  <I>(run: RunOnDraft<I>): RunOnDraft<I> =>
  async (...args) => {
    const outcome = await run(...args)
    return isRefusal(outcome) ? { field: 'text', ...outcome } : outcome
  }

function makePostMortemModalHandlers(library: TemplateLibrary) {
  const drafted = makeDraftHandler(library)
  return [
    onModal(
      postMortemModals.edit,
      'post-mortem',
      refusedBelowText(drafted((draft, filled, ctx) => submitEdit(draft, filled, filled.by, ctx))),
      { refusedBelow: 'text' },
    ),
    onModal(
      postMortemModals.publish,
      'post-mortem',
      drafted((draft, { about, fields, by }, ctx) =>
        publishPostMortem(draft, { ...about, announce: fields.announce === 'announce' }, by, ctx),
      ),
    ),
    onModal(
      postMortemModals.chooseForm,
      'post-mortem',
      drafted((draft, { fields, by }, ctx) => choosePostMortemTemplate(draft, library, fields.form ?? '', by, ctx)),
    ),
    onModal(
      postMortemModals.nextReview,
      'post-mortem',
      drafted((draft, { about, fields, by }, ctx) => {
        const zone = zoneFor(draft.state, by.id)
        const reviewed = about.occasion === 'reviewed'
        return setNextReview(draft, { words: fields.day ?? '', reviewed, zone }, by, ctx)
      }),
    ),
  ]
}

/** Handles the review timer, unless the day was moved or the incident was reopened. */
const reviewHandler = (library: TemplateLibrary): IncidentHandler<TimerDue, ResponseState> => ({
  on: 'incident',
  act: 'read',
  run: async (state, _due, ctx, tx) => {
    const idle = rescheduleUnlessDue(state, await findRecord(tx, state.incident.id), ctx.now)
    if (idle) return idle
    const draft = await loadDraft(state, library, ctx, tx)
    if ('refusal' in draft) return { changes: setTimer(state, reviewTimer, null), send: [] }
    return reviewDue(draft, await findUnreachablePeople(tx, state))
  },
})

/** Who of the responsible people cannot be written to: deactivated accounts and bots. */
async function findUnreachablePeople(tx: Tx, state: ResponseState): Promise<Set<string>> {
  const gone = new Set<string>()
  for (const person of listResponsiblePeople(state)) {
    const profile = await findStoredProfile(tx, person)
    if (profile?.gone || profile?.bot) gone.add(person)
  }
  return gone
}

function makePostMortemCommand(library: TemplateLibrary): Command {
  return {
    word: 'postmortem',
    usage: 'postmortem [INC-12]',
    example: 'postmortem',
    does: 'how the post-mortem stands: what is missing, edit, review, publish',
    panel: [{ on: 'ended', row: 'Carry on', rank: 0, label: 'Post-mortem' }],
    namesIncident: true,
    on: 'incident',
    act: 'read',
    run: makeDraftHandler(library)(showState(library)),
  }
}

/** Commands, buttons, modals and timers of a post-mortem once the incident is closed. */
export const afterCloseFeature = (library: TemplateLibrary): Feature<ResponseState, object, PostMortemContext> => ({
  name: 'after close',
  commands: [makePostMortemCommand(library), exportCommand(library)],
  actions: makePostMortemActions(library),
  modals: makePostMortemModalHandlers(library),
  timerDue: { [reviewTimer]: reviewHandler(library) },
  reconcile: reconcileReview,
  callCompleted: {
    concerns: isUndelivered,
    run: async (state, _input, ctx, tx) => {
      const draft = state && (await loadDraft(state, library, ctx, tx))
      return !draft || 'refusal' in draft ? emptyDecision : { ...emptyDecision, send: [remindChannelOfReview(draft)] }
    },
  },
})
