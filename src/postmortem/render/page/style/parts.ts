/** The parts of a post-mortem: header, contents, tables, notes on missing and changed content, pictures. */
export const documentPartsCss = `
.page > header { margin-bottom: 1.5rem; }
.page > header h1 { margin-bottom: .6rem; }
.page > header p { color: var(--soft); max-width: 46rem; margin-bottom: 1.25rem; }
.key-facts { display: flex; flex-wrap: wrap; gap: .9rem 2rem; padding: 1rem 1.25rem; background: var(--wash); border-radius: 8px; }
.key-facts dt { font-size: .8rem; color: var(--soft); }
.key-facts dd { margin: 0; font-weight: 600; }
nav h2 { font-size: .8rem; font-weight: 600; color: var(--soft); letter-spacing: 0; border: 0; padding: 0; margin: 0 0 .4rem; }
nav ol { list-style: none; padding: 0 0 .75rem; margin: 0; columns: 9rem; column-gap: 2rem; font-size: .925rem; }
nav li { margin: 0; break-inside: avoid; }
nav a { display: block; padding: .2rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
@media (min-width: 80rem) { nav ol { columns: auto; border-inline-start: 1px solid var(--line); padding-inline-start: .9rem; } }
.sideways { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.45; }
th, td { text-align: start; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); min-width: 4rem; }
th:last-child, td:last-child { padding-inline-end: 0; }
thead th { overflow-wrap: normal; color: var(--soft); font-weight: 600; font-size: .85rem; border-bottom-color: var(--soft); }
td:first-child:nth-last-child(n+6) { font-weight: 600; min-width: 9rem; }
td:last-child:nth-child(n+6) { min-width: 10rem; }
td a.permalink { white-space: nowrap; }
table.facts { max-width: 46rem; }
table.facts td > strong:only-child { background: var(--gap-wash); padding: .1em .45em; border-radius: 4px; }
table.facts th { color: var(--soft); font-weight: 400; width: 10rem; }
.note { padding: .7rem 1rem; border-radius: 6px; border-inline-start: 4px solid; max-width: 46rem; }
.note > :last-child { margin-bottom: 0; }
.gap { background: var(--gap-wash); border-color: var(--gap-line); }
.changed { background: var(--changed-wash); border-color: var(--changed-line); }
.changed p { margin-bottom: .5rem; }
.difference { padding: .4rem 0; background: var(--paper); }
.difference ins, .difference del { display: block; padding: 0 .75rem; text-decoration: none; }
.difference ins { color: var(--came); background: var(--came-wash); }
.difference del { color: var(--went); background: var(--went-wash); }
.picture { list-style: none; margin-inline-start: -1.3rem; }
.picture figure { margin: 0 0 1.5rem; }
.picture img { display: block; max-width: 100%; max-height: 40rem; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
figcaption { font-size: .875rem; color: var(--soft); margin-top: .4rem; }
`
