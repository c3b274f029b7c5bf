import { answerWithModal, emptyDecision, isRefusal } from '../../core/decision.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import type { Command, Feature } from '../../core/feature/feature.ts'
import type { IncidentHandler, Outcomes } from '../../core/feature/handler.ts'
import { type Clicked, onAction, onModal } from '../../core/feature/on-control.ts'
import type { TimerDue } from '../../core/input.ts'
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

type DraftHandler<I> = (ctx: WithActor<PostMortemContext>, draft: Draft, input: I, tx: Tx) => Outcomes
type RunOnDraft<I> = (ctx: WithActor<PostMortemContext>, input: I, tx: Tx) => Outcomes

/** Handles an input that needs the draft; refused until there is one. */
const makeDraftHandler =
  (library: TemplateLibrary) =>
  <I>(handle: DraftHandler<I>): RunOnDraft<I> =>
  async (ctx, input, tx) => {
    const draft = await loadDraft(ctx, library, tx)
    return 'refusal' in draft ? draft : handle(ctx, draft, input, tx)
  }

async function loadDraft(ctx: PostMortemContext, library: TemplateLibrary, tx: Tx) {
  return draftFrom(await loadPostMortemInput(tx, ctx.state), library, ctx.settings)
}

type ShowSection<About extends object> = (
  ctx: BaseContext,
  draft: Draft,
  sheet: SectionDraft,
  input: Clicked<About>,
) => Modal

/** Handles a control that opens a modal for a section, built by `show`. */
const showingSection =
  <About extends { section: string }>(show: ShowSection<About>): DraftHandler<Clicked<About>> =>
  (ctx, draft, input) => {
    const sheet = findSectionDraft(draft, input.about.section)
    return sheet
      ? answerWithModal(show(ctx, draft, sheet, input))
      : { refusal: 'The form of the post-mortem was changed meanwhile, and has no such section.' }
  }

/** Replaces the edit modal by the history, unless that would lose unsaved text. */
function historyOrEditModal(
  { settings }: BaseContext,
  draft: Draft,
  sheet: SectionDraft,
  { about, modal: form }: Clicked<{ section: string; skip: number }>,
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
  (_ctx, draft) => ({ ...emptyDecision, answer: { say: postMortemStateMessage(draft, library) } })

function makePostMortemActions(library: TemplateLibrary) {
  const drafted = makeDraftHandler(library)
  return [
    onAction(postMortemActions.open, 'read', drafted(showState(library))),
    onAction(
      postMortemActions.edit,
      'post-mortem',
      drafted(showingSection(({ settings }, draft, sheet, _) => sectionEditModal(draft, sheet, settings.command))),
    ),
    onAction(postMortemActions.history, 'post-mortem', drafted(showingSection(historyOrEditModal))),
    onAction(
      postMortemActions.restore,
      'post-mortem',
      drafted(
        showingSection(({ settings }, draft, sheet, { about }) =>
          sectionEditModal(draft, sheet, settings.command, findOlderVersion(sheet, about.version)),
        ),
      ),
    ),
    onAction(postMortemActions.sendForReview, 'post-mortem', drafted(sendForReview)),
    onAction(postMortemActions.backToDraft, 'post-mortem', drafted(backToDraft)),
    onAction(
      postMortemActions.publish,
      'post-mortem',
      drafted((ctx, draft) => answerWithModal(publishModal(ctx, draft))),
    ),
    onAction(
      postMortemActions.chooseForm,
      'post-mortem',
      drafted((_ctx, draft) => answerWithModal(templateChoiceModal(draft, library))),
    ),
    onAction(
      postMortemActions.nextReview,
      'post-mortem',
      drafted((ctx, draft) => answerWithModal(nextReviewModal(ctx, draft, false))),
    ),
    onAction(
      postMortemActions.reviewed,
      'post-mortem',
      drafted((ctx, draft) => answerWithModal(nextReviewModal(ctx, draft, true))),
    ),
    onAction(postMortemActions.later, 'post-mortem', drafted(postponeReview)),
    onAction(
      postMortemActions.canvas,
      'export',
      drafted((ctx) => requestCanvas(ctx)),
    ),
    onAction(
      postMortemActions.draftAgain,
      'export',
      drafted(({ state, by }) => exportFile(state.incident, defaultFileRequest, by.id)),
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
      refusedBelowText(drafted((ctx, draft, filled) => submitEdit(ctx, draft, filled))),
      { refusedBelow: 'text' },
    ),
    onModal(
      postMortemModals.publish,
      'post-mortem',
      drafted((ctx, draft, { about, fields }) =>
        publishPostMortem(ctx, draft, { ...about, announce: fields.announce === 'announce' }),
      ),
    ),
    onModal(
      postMortemModals.chooseForm,
      'post-mortem',
      drafted((ctx, draft, { fields }) => choosePostMortemTemplate(ctx, draft, library, fields.form ?? '')),
    ),
    onModal(
      postMortemModals.nextReview,
      'post-mortem',
      drafted((ctx, draft, { about, fields }) =>
        setNextReview(ctx, draft, { words: fields.day ?? '', reviewed: about.occasion === 'reviewed' }),
      ),
    ),
  ]
}

/** Handles the review timer, unless the day was moved or the incident was reopened. */
const reviewHandler = (library: TemplateLibrary): IncidentHandler<TimerDue, PostMortemContext> => ({
  on: 'incident',
  act: 'read',
  run: async (ctx, _due, tx) => {
    const { state } = ctx
    const idle = rescheduleUnlessDue(state, await findRecord(tx, state.incident.id), ctx.now)
    if (idle) return idle
    const draft = await loadDraft(ctx, library, tx)
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
export const afterCloseFeature = (library: TemplateLibrary): Feature<PostMortemContext> => ({
  name: 'after close',
  commands: [makePostMortemCommand(library), exportCommand(library)],
  actions: makePostMortemActions(library),
  modals: makePostMortemModalHandlers(library),
  timerDue: { [reviewTimer]: reviewHandler(library) },
  reconcile: reconcileReview,
  callCompleted: [
    {
      on: 'incident',
      concerns: isUndelivered,
      run: async (ctx, _input, tx) => {
        const draft = await loadDraft(ctx, library, tx)
        return 'refusal' in draft ? emptyDecision : { ...emptyDecision, send: [remindChannelOfReview(draft)] }
      },
    },
  ],
})
