/** Charts. Their SVG has no colours of its own, so that they follow the light and dark schemes set here. */
export const chartCss = `
.chart { margin: 1.25rem 0 1.75rem; }
.chart .sideways { margin: 0 0 .5rem; }
.chart .sideways svg { display: block; width: 100%; min-width: 44rem; height: auto; font-size: 13px; }
.chart text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
.chart text.tick, .chart text.outcome { fill: var(--soft); }
.chart text.day, .chart text.name { font-weight: 600; }
.chart text.within { font-size: 12px; stroke: none; }
.chart line { stroke: var(--line); stroke-width: 1; }
.chart line.midnight { stroke: var(--grey); }
.chart line.rule { stroke: var(--soft); }
.chart line.again { stroke: var(--red); stroke-dasharray: 3 4; opacity: .7; }
.chart line.test { stroke: var(--violet); stroke-width: 2; }
.chart line.untold { stroke-dasharray: 3 3; }
.chart .affected, .chart .bar.affected .ground { fill: var(--affected); }
.bar.affected .ground { stroke: var(--red); }
.bar .ground { fill: var(--grey-wash); stroke: var(--grey); stroke-width: 1; }
.bar.open .ground { fill: var(--blue-wash); stroke: var(--blue); stroke-dasharray: 4 2; }
.bar.ruled-out .ground { fill: var(--grey-wash); stroke: var(--grey); }
.bar.confirmed .ground { fill: var(--green); stroke: var(--green); }
.bar.contributing .ground { fill: var(--green-band); stroke: var(--green); }
.bar.parked .ground { fill: var(--paper); stroke: var(--grey); }
.bar.impact .ground { fill: var(--red-wash); stroke: var(--red); }
.bar.investigating .ground { fill: var(--red-wash); stroke: var(--red); }
.bar.identified .ground { fill: var(--amber-wash); stroke: var(--amber); }
.bar.monitoring .ground { fill: var(--blue-band); stroke: var(--blue); }
.bar.resolved .ground { fill: var(--green-band); stroke: var(--green); }
.pattern { fill: none; stroke: var(--grey); stroke-width: 1.2; }
pattern[id$='-contributing'] .pattern { stroke: var(--green); }
pattern[id$='-impact'] .pattern { stroke: var(--red); }
.mark path { stroke: var(--paper); stroke-width: 1.5; paint-order: stroke; }
.mark.for path { fill: var(--ink); }
.mark.against path { fill: var(--red); }
.mark.begun path { fill: var(--paper); stroke: var(--violet); stroke-width: 2; paint-order: normal; }
.mark.told path { fill: var(--violet); }
.mark.asked path { fill: var(--paper); stroke: var(--amber); stroke-width: 2; paint-order: normal; }
.mark.answered path { fill: var(--amber); }
.mark.turned path:first-of-type { fill: none; stroke: var(--amber); paint-order: normal; }
.mark.turned path:last-of-type { fill: var(--amber); }
.mark.again path { fill: var(--red); }
.chart figcaption p { margin: 0 0 .4rem; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 0; padding: 0; }
.legend li { display: inline-flex; align-items: center; gap: .4rem; margin: 0; }
.legend svg { width: 20px; height: 20px; flex: none; }
`
