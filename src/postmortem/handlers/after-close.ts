import type { DecisionContext } from '../../core/context.ts'
import { answerWithModal, type Decision, emptyDecision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { IncidentHandler } from '../../core/handler.ts'
import type { ButtonClicked, Input, ModalSubmitted, TimerDue } from '../../core/input.ts'
import type { Command, Feature } from '../../core/registry.ts'
import { setTimer } from '../../core/timers/set.ts'
import type { Modal } from '../../messages/modal.ts'
import { findStoredProfile, zoneOf } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { requestCanvas } from '../canvas/sync-canvas.ts'
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
import type { ResponseState } from '../state.ts'
import { findRecord, loadPostMortemInput } from '../store.ts'
import type { TemplateLibrary } from '../templates/library.ts'
import { exportCommand } from './export.ts'

type DraftHandler<I extends Input> = (
  draft: Draft,
  input: I,
  ctx: DecisionContext,
  tx: Tx,
) => Decision | Refusal | Promise<Decision | Refusal>

/** Handles an input that needs the draft; refused until there is one. */
const makeDraftHandler =
  (library: TemplateLibrary) =>
  <I extends Input>(
    handle: DraftHandler<I>,
    act: IncidentHandler<I>['act'] = 'post-mortem',
  ): IncidentHandler<I, ResponseState> => ({
    on: 'incident',
    act,
    run: async (state, input, ctx, tx) => {
      const draft = await loadDraft(state, library, ctx, tx)
      return 'refusal' in draft ? draft : handle(draft, input, ctx, tx)
    },
  })

async function loadDraft(state: ResponseState, library: TemplateLibrary, ctx: DecisionContext, tx: Tx) {
  return draftFrom(await loadPostMortemInput(tx, state), library, ctx.settings)
}

/** Parses `key:rest` from a button or menu into the section and the rest. */
function findSectionForButton(draft: Draft, about: string): { sheet: SectionDraft; rest: string } | Refusal {
  const [key = '', rest = ''] = about.split(':')
  const sheet = findSectionDraft(draft, key)
  return sheet
    ? { sheet, rest }
    : { refusal: 'The form of the post-mortem was changed meanwhile, and has no such section.' }
}

/** Handles a button that opens a modal for a section, built by `show`. */
const makeSectionButtonHandler =
  (
    show: (draft: Draft, sheet: SectionDraft, rest: string, input: ButtonClicked, ctx: DecisionContext) => Modal,
  ): DraftHandler<ButtonClicked> =>
  (draft, input, ctx) => {
    const found = findSectionForButton(draft, input.about)
    return 'refusal' in found ? found : answerWithModal(show(draft, found.sheet, found.rest, input, ctx))
  }

/** Replaces the edit modal by the history, unless that would lose unsaved text. */
function historyOrEditModal(
  draft: Draft,
  sheet: SectionDraft,
  rest: string,
  { modal: form }: ButtonClicked,
  { settings }: DecisionContext,
): Modal {
  const unsaved = form && findUnsavedText(form.fields, shownTextOf(sheet))
  if (unsaved === undefined) return sectionHistoryModal(draft, sheet, Number(rest))
  return sectionEditModal(draft, sheet, settings.command, unsaved)
}

function findOlderVersion({ versions }: SectionDraft, rest: string): EditModalExtras {
  const chosen = versions.find(({ version }) => String(version) === rest)
  return chosen ? { text: chosen.text } : {}
}

const makePostMortemButtons = (library: TemplateLibrary): Feature<ResponseState>['buttons'] => {
  const drafted = makeDraftHandler(library)
  const show: DraftHandler<ButtonClicked> = (draft) => ({
    ...emptyDecision,
    answer: { say: postMortemStateMessage(draft, library) },
  })
  return {
    'postmortem.open': drafted(show, 'read'),
    'postmortem.edit': drafted(
      makeSectionButtonHandler((draft, sheet, _, _input, { settings }) =>
        sectionEditModal(draft, sheet, settings.command),
      ),
    ),
    'postmortem.history': drafted(makeSectionButtonHandler(historyOrEditModal)),
    'postmortem.restore': drafted(
      makeSectionButtonHandler((draft, sheet, rest, _input, { settings }) =>
        sectionEditModal(draft, sheet, settings.command, findOlderVersion(sheet, rest)),
      ),
    ),
    'postmortem.in_review': drafted((draft, { by }, ctx) => sendForReview(draft, by, ctx)),
    'postmortem.draft': drafted((draft, { by }, ctx) => backToDraft(draft, by, ctx)),
    'postmortem.publish': drafted((draft, _, ctx) => answerWithModal(publishModal(draft, ctx))),
    'postmortem.form': drafted((draft) => answerWithModal(templateChoiceModal(draft, library))),
    'postmortem.next_review': drafted((draft, _, ctx) => answerWithModal(nextReviewModal(draft, false, ctx))),
    'postmortem.reviewed': drafted((draft, _, ctx) => answerWithModal(nextReviewModal(draft, true, ctx))),
    'postmortem.later': drafted((draft, { by }, ctx) => postponeReview(draft, by, ctx)),
    'postmortem.canvas': drafted(({ state }, { by }, ctx) => requestCanvas(state, by, ctx), 'export'),
    'postmortem.again': drafted(
      ({ state: { incident } }, { by }) => exportFile(incident, defaultFileRequest, by.id),
      'export',
    ),
  }
}

/** Shows refusals below a field, so that the modal stays open and nothing typed is lost. */
const showRefusalBelow = (
  field: string,
  { run, ...handler }: IncidentHandler<ModalSubmitted, ResponseState>,
): IncidentHandler<ModalSubmitted, ResponseState> => ({
  ...handler,
  refusedBelow: field,
  run: async (...args) => {
    const outcome = await run(...args)
    return isRefusal(outcome) ? { field, ...outcome } : outcome
  },
})

const makePostMortemModals = (library: TemplateLibrary): Feature<ResponseState>['modals'] => {
  const drafted = makeDraftHandler(library)
  return {
    'postmortem.edit': showRefusalBelow(
      'text',
      drafted((draft, filled, ctx) => submitEdit(draft, filled, filled.by, ctx)),
    ),
    'postmortem.publish': drafted((draft, { about, fields, by }, ctx) =>
      publishPostMortem(draft, { opened: about, announce: fields.announce === 'announce' }, by, ctx),
    ),
    'postmortem.form': drafted((draft, { fields, by }, ctx) =>
      choosePostMortemTemplate(draft, library, fields.form ?? '', by, ctx),
    ),
    'postmortem.next_review': drafted(async (draft, { about, fields, by }, ctx, tx) => {
      const zone = (await zoneOf(tx, by.id)) ?? draft.state.incident.zone
      return setNextReview(draft, { words: fields.day ?? '', reviewed: about === 'reviewed', zone }, by, ctx)
    }),
  }
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
    namesIncident: true,
    ...makeDraftHandler(library)(
      (draft) => ({ ...emptyDecision, answer: { say: postMortemStateMessage(draft, library) } }),
      'read',
    ),
  }
}

/** Commands, buttons, modals and timers of a post-mortem once the incident is closed. */
export const afterCloseFeature = (library: TemplateLibrary): Feature<ResponseState> => ({
  commands: [makePostMortemCommand(library), exportCommand(library)],
  buttons: makePostMortemButtons(library) ?? {},
  modals: makePostMortemModals(library) ?? {},
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
