import type { Part } from '../tour.ts'

export const moving: Part = async (tour) => {
  const { ana, ben, cleo } = tour.office
  const { id } = tour.office.incidentChannel()
  tour.heading('Moving on')
  await tour.type(ana, id, 'impact')
  await tour.see('Ana enters a window', () => ana.press('Add this window and another'))
  await tour.close(ana)
  await tour.type(ana, id, 'impact since 02:40')
  await tour.type(ana, id, 'impact')
  await tour.close(ana)
  await tour.type(ana, id, 'time detected 02:50')
  await tour.type(ana, id, 'time')
  await tour.type(ana, id, 'details')
  await tour.close(ana)
  await tour.type(ana, id, 'severity SEV2 cards only')
  await tour.type(ben, id, 'update')
  await tour.see('Ben posts the update', () =>
    tour.submit(ben, { 'What do they need to know?': 'Cards fail. We roll back; more at 04:00.' }),
  )
  await tour.type(cleo, id, 'catchup')
  await tour.type(ben, id, 'commander @cleo')
  await tour.see('An hour goes by', () => tour.office.pass(61))
  await tour.type(cleo, id, 'status monitoring p99 is 0.3 s')
  await tour.type(cleo, id, 'timeline')
  await tour.see('Cleo turns the page', () => cleo.press('Older'))
  await tour.close(cleo)
  await tour.type(cleo, id, 'list')
  await tour.type(cleo, id, 'show')
  await tour.see('Ana looks at her Home', () => ana.openHome())
}

export const ending: Part = async (tour) => {
  const { ana, ben, cleo } = tour.office
  const channel = tour.office.incidentChannel()
  tour.heading('The end')
  await tour.said(cleo, channel.id, 'rolled back the deploy on all hosts')
  await tour.type(cleo, channel.id, 'resolve rolled back')
  await tour.aside(() => ben.say(channel.id, 'restarted the ingress as well'))
  await tour.see('Ben says `@fresheyes close`', () => ben.say(channel.id, '@fresheyes close'))
  await tour.look(ben, 'Close…')
  await tour.type(cleo, channel.id, 'close')
  await tour.see('Cleo sends the form off', async () => {
    await tour.submit(cleo, {
      Summary: 'Checkout was slow for an hour.',
      'Lessons to add': 'badly: nobody knew where the runbook is',
      'Still unexplained?': 'why only in Lisbon',
      'Not on the timeline yet: add': ['rolled back the deploy on all hosts'],
    })
    await tour.office.pass(3)
  })
  await tour.type(ben, channel.id, 'status monitoring')
  await tour.type(cleo, channel.id, '')
  await tour.type(cleo, channel.id, 'export json')
  await tour.see('The day on which Ben is due comes', () => tour.office.pass(60 * 24 * 4 + 60 * 11))
  await tour.type(ana, channel.id, 'reopen it is back')
  await tour.type(ana, channel.id, 'cancel only the monitor was wrong')
}
