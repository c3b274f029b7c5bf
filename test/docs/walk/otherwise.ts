import { declareFully, fullForm, here, privately } from '../../support/forms.ts'
import type { Part } from '../tour.ts'

export const otherKinds: Part = async (tour) => {
  const { ana, ben, ops, workspace } = tour.office
  tour.heading('Drills, write-ups, private incidents, incidents here')
  await tour.type(ana, ops.id, 'drill SEV2 The region is gone')
  tour.follow(tour.office.incidentChannel())
  await tour.type(ana, tour.office.incidentChannel().id, 'mode live')
  await tour.type(ana, ops.id, 'retro')
  await tour.close(ana)
  await tour.see('Ben declares a private one', () =>
    declareFully(ben, ops.id, { 'What is wrong?': 'A key has leaked', Where: [privately] }),
  )
  const secret = tour.office.incidentChannel()
  tour.follow(secret)
  const reference = /^inc-\d+/.exec(secret.name)?.[0].toUpperCase()
  await tour.type(ana, ops.id, `show ${reference}`)
  const payments = workspace.addChannel({ name: 'payments', members: ['UANA', 'UBEN'] })
  tour.follow(payments)
  await tour.see('Ana declares one where she is', async () => {
    const form = await fullForm(ana, payments.id)
    await form.submit({ 'What is wrong?': 'Cards are refused', Where: [here] })
  })
}

export const trouble: Part = async (tour) => {
  const { ana, ops, workspace } = tour.office
  tour.heading('When something is wrong')
  await tour.type(ana, ops.id, 'comander')
  await tour.type(ana, ops.id, 'status monitoring')
  await tour.type(ana, ops.id, 'help')
  await tour.type(ana, ops.id, 'help log')
  workspace.faults.error('conversations.create', 'restricted_action')
  await tour.type(ana, ops.id, 'declare SEV3 Mail is late')
}
