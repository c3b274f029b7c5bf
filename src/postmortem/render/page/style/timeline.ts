import { filterableKinds } from '../kinds.ts'

/**
 * Shows the entries of ticked kinds and the days that have any; with none ticked, everything. Print always shows
 * everything: an incomplete timeline must not look complete.
 */
const timelineFilterCss = filterableKinds
  .map(
    (kind) => `
  body:has(#kind-${kind}:checked) .entry[data-kind='${kind}'] { display: grid; }
  body:has(#kind-${kind}:checked) .day[data-kinds~='${kind}'] { display: block; }`,
  )
  .join('')

/** The timeline and the checkboxes that filter it. */
export const timelineCss = `
.entries { list-style: none; padding: 0; margin: 0; max-width: none; }
.entry { display: grid; grid-template-columns: 3.2rem 7.2rem minmax(0, 1fr); column-gap: .75rem; margin: 0; padding: .4rem 0; border-bottom: 1px solid var(--line); }
.entry .at { font-variant-numeric: tabular-nums; }
.entry .kind { font-size: .875rem; line-height: 1.6rem; color: var(--soft); }
.entry .kind::before { content: ''; display: inline-block; width: .55rem; height: .55rem; border-radius: 50%; margin-inline-end: .4rem; background: var(--grey); }
.entry[data-kind='hypothesis'] .kind::before, .entry[data-kind='evidence'] .kind::before { background: var(--blue); }
.entry[data-kind='action'] .kind::before, .entry[data-kind='change'] .kind::before { background: var(--green); }
.entry[data-kind='recurrence'] .kind::before, .entry[data-kind='impact'] .kind::before { background: var(--red); }
.entry[data-kind='decision'] .kind::before, .entry[data-kind='lesson'] .kind::before { background: var(--violet); }
.entry[data-kind='waiting'] .kind::before { background: var(--amber); }
.entry[data-kind='status'] .said, .entry[data-kind='recurrence'] .said { font-weight: 600; }
.said > :last-child { margin-bottom: 0; }
.said pre { margin: .4rem 0; }
.day > h3 { padding-bottom: .3rem; margin-bottom: 0; border-bottom: 1px solid var(--soft); }
@media (max-width: 40rem) {
  .entry { grid-template-columns: auto minmax(0, 1fr); row-gap: .1rem; }
  .entry .said { grid-column: 1 / -1; }
}
.filter { margin: 0 0 1rem; }
.filter fieldset { display: flex; flex-wrap: wrap; gap: .45rem; border: 0; margin: 0; padding: 0; min-width: 0; }
.filter legend { padding: 0; margin-bottom: .4rem; font-size: .875rem; color: var(--soft); }
.filter label { display: inline-flex; align-items: center; gap: .35rem; padding: .2rem .65rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .875rem; cursor: pointer; }
.filter label:has(:checked) { background: var(--blue-wash); border-color: var(--blue); }
.filter label:has(:focus-visible) { outline: 3px solid var(--blue); outline-offset: 2px; }
.filter input { margin: 0; accent-color: var(--blue); outline: none; }
.filter .count { color: var(--soft); font-variant-numeric: tabular-nums; }
.filter label:has(:checked) .count { color: inherit; }
.filter button { font: inherit; font-size: .875rem; padding: .2rem .65rem; border: 0; background: none; color: var(--link); text-decoration: underline; cursor: pointer; visibility: hidden; }
.filter:has(:checked) button { visibility: visible; }
@supports not selector(:has(a)) { .filter { display: none; } }
@media screen {
  body:has(.filter :checked) .entry, body:has(.filter :checked) .day { display: none; }${timelineFilterCss}
}
`
