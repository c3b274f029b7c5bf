/** Print: no controls, no page breaks inside what belongs together, and link targets spelled out. */
export const printCss = `
@page { margin: 18mm 16mm 20mm; }
@page { @bottom-right { content: counter(page) ' / ' counter(pages); font: 9pt system-ui, sans-serif; color: #55606c; } }
@media print {
  body { font-size: 10.5pt; line-height: 1.5; }
  .page { display: block; max-width: none; padding: 0; }
  .skip, .filter, .page > nav { display: none; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; }
  tr, li, figure, .note, .key-facts, dt, dd { break-inside: avoid; }
  .chart:has(.sideways + .sideways) { break-inside: auto; }
  .chart .sideways { break-inside: avoid; }
  p:has(+ ul), p:has(+ pre) { break-after: avoid; }
  p { orphans: 3; widows: 3; }
  li { orphans: 2; widows: 2; }
  thead { display: table-header-group; }
  .sideways { overflow: visible; }
  table { font-size: 9pt; }
  th, td { min-width: 13mm; padding-inline-end: 2mm; }
  td:first-child:nth-last-child(n+6), td:last-child:nth-child(n+6) { min-width: 26mm; }
  td a.permalink { white-space: normal; }
  .chart .sideways svg { min-width: 0; max-height: 235mm; }
  .picture img { max-height: 200mm; }
  a { color: inherit; text-decoration-color: var(--soft); }
  a[href^='http']:not(.permalink)::after { content: ' (' attr(href) ')'; font-size: .85em; color: var(--soft); }
  .key-facts, .note, .bar, .mark, pre, code, .difference ins, .difference del, .entry .kind::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`
