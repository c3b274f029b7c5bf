/** Colours, typography and page layout. */
export const baseCss = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --wash: #f4f6f8; --line: #d9dee4; --ink: #1b2026; --soft: #55606c; --link: #1a56b0;
  --gap-wash: #fff7e0; --gap-line: #c99700; --changed-wash: #eef4fd; --changed-line: #4d7fc4;
  --came: #14532d; --came-wash: #dcf5e4; --went: #7f1d1d; --went-wash: #fde3e1;
  --blue: #2f6fd0; --blue-wash: #dbe8fb; --green: #1f7a4a; --grey: #9aa5b1; --grey-wash: #e7ebef;
  --amber: #b7791f; --amber-wash: #fbe9c6; --red: #c0362c; --red-wash: #f9d5d1; --violet: #6b4fbb;
  --blue-band: #cfe0f8; --green-band: #cdebd8; --affected: #c0362c14;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --wash: #1d2126; --line: #353c45; --ink: #e4e7eb; --soft: #a4adb8; --link: #8fb8f5;
    --gap-wash: #2a2413; --gap-line: #b58a1a; --changed-wash: #1a2432; --changed-line: #5c8bcb;
    --came: #b5efc9; --came-wash: #16331f; --went: #ffc9c4; --went-wash: #401c1a;
    --blue: #6ea3ee; --blue-wash: #22344f; --green: #4fb380; --grey: #78838f; --grey-wash: #2b3138;
    --amber: #d9a441; --amber-wash: #453619; --red: #e5766c; --red-wash: #4c2320; --violet: #a993e8;
    --blue-band: #24436f; --green-band: #1e4a31; --affected: #e5766c22;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif;
  overflow-wrap: anywhere;
}
.page { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 5rem; }
.skip { position: absolute; left: -100rem; padding: .5rem 1rem; background: var(--paper); }
.skip:focus { left: .5rem; top: .5rem; z-index: 1; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.25rem); letter-spacing: -.015em; }
h2 { font-size: 1.4rem; letter-spacing: -.01em; margin: 0 0 1rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.25rem 0 .4rem; }
p, ul, ol, dl, pre, blockquote, .note, .sideways, figure { margin: 0 0 1rem; }
p:has(+ ul), p:has(+ ol) { margin-bottom: .35rem; }
main > section + section { margin-top: 2.5rem; }
main > section > p, main > section > ul, main > section > ol, main > section > blockquote { max-width: 46rem; }
ul, ol { padding-inline-start: 1.3rem; }
li > ul, li > ol { margin: .2rem 0 .5rem; }
li { margin: .3rem 0; }
li::marker { color: var(--soft); }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; }
code { background: var(--wash); padding: .1em .3em; border-radius: 4px; }
pre { background: var(--wash); padding: .75rem 1rem; border-radius: 6px; white-space: pre-wrap; }
pre code { background: none; padding: 0; font-size: inherit; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); color: var(--soft); }
hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
@media (min-width: 80rem) {
  .page { max-width: 76rem; display: grid; grid-template-columns: 13rem minmax(0, 1fr); column-gap: 3.5rem; }
  .page > header { grid-column: 2; }
  .page > nav { grid-column: 1; grid-row: 1 / span 2; align-self: start; position: sticky; top: 2rem; max-height: calc(100vh - 4rem); overflow-y: auto; }
  .page > main { grid-column: 2; }
}
`
