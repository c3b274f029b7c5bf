import type { Part, Tour } from '../tour.ts'
import { stage } from './stage.ts'

/** The latest private message to somebody with this button. */
function offering(tour: Tour, label: string) {
  const { ben } = tour.office
  const shown = [...ben.ephemerals(), ...ben.directMessages()].filter(({ buttons }) => buttons.includes(label))
  const last = shown.toSorted((a, b) => Number(a.ts) - Number(b.ts)).at(-1)
  if (!last) throw new Error(`nothing offers "${label}"`)
  return { channel: last.channel, ts: last.ts }
}

/** The post-mortem after the close: edited, published, reviewed. */
export const afterClose: Part = async (tour) => {
  const { ana, ben } = tour.office
  tour.heading('The post-mortem after the close')
  const { id } = await stage(tour, 'SEV4 Search is slow')
  await tour.type(ben, id, 'postmortem')
  await tour.aside(() => ben.command(id, 'resolve rolled back'))
  await tour.aside(async () => {
    await ben.command(id, 'close now')
    await tour.office.pass(3)
  })
  await tour.aside(() => ben.command(id, 'followup raise the pool limit'))
  await tour.type(ben, id, 'followup')
  await tour.press(ben, 'In progress', offering(tour, 'In progress'))
  await tour.type(ben, id, 'followup')
  const press = (label: string) => tour.press(ben, label, offering(tour, label))
  const choose = (title: string) =>
    tour.see(`Ben chooses *${title}*`, () => ben.choose('Edit a section…', title, offering(tour, 'Send for review')))
  const again = () => tour.aside(() => ben.command(id, 'postmortem'))
  await tour.type(ben, id, 'postmortem')
  await choose('Summary (missing)')
  await tour.send(ben, { 'Text, in Markdown': 'The pool ran dry at noon.' })
  await tour.aside(() => ana.command(id, 'details'))
  await tour.aside(() => tour.submit(ana, { Summary: 'Search was slow for an hour.' }))
  await tour.type(ben, id, 'postmortem')
  await choose('Summary')
  await tour.press(ben, 'History')
  await tour.press(ben, 'Back to the text')
  await tour.send(ben, { 'Text, in Markdown': 'The pool ran dry for an hour.' })
  await choose('Summary')
  await tour.press(ben, 'History')
  await tour.press(ben, 'Take this text back')
  await tour.close(ben)
  await press('Send for review')
  await again()
  await press('Back to draft')
  await again()
  await press('Form…')
  await tour.close(ben)
  await press('Next review…')
  await tour.send(ben, { On: 'in 2 weeks' })
  await press('Draft again')
  await press('Canvas')
  await press('Publish…')
  await tour.send(ben, {
    'And where the incident was announced': ['Say in one line that it is published; no file'],
  })
  await tour.see('Two weeks go by', () => tour.office.pass(60 * 24 * 14 + 60 * 7))
  await tour.see('Ana looks at her Home', () => ana.openHome())
  const answerable = ana.directMessages().findLast(({ buttons }) => buttons.includes('Reviewed…'))
  const place = { channel: ana.dm, ts: answerable?.ts ?? '' }
  await tour.press(ana, 'In a week', place)
  await tour.press(ana, 'Reviewed…', place)
  await tour.send(ana, { 'And again on': '' })
}
