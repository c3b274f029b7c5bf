import type { Part } from '../tour.ts'

export const declaring: Part = async (tour) => {
  const { ana, ben, ops } = tour.office
  tour.heading('Declaring')
  await tour.see('Ana types `/incident`', () => ana.command(ops.id, ''))
  await tour.see('Ana presses *More…*', () => ana.press('More…'))
  await tour.see('Ana sends the form off', () =>
    tour.submit(ana, { 'What is wrong?': 'Checkout is slow', Severity: 'SEV1 · Many users cannot work' }),
  )
  tour.follow(tour.office.incidentChannel())
  await tour.see('Ben joins', () => ben.join(tour.office.incidentChannel().id))
  await tour.see('Nobody takes command for 5 minutes', () => tour.office.pass(5))
  await tour.see('Ben snoozes', () => ben.press('Snooze 30 min', { channel: tour.office.incidentChannel().id }))
}

export const leading: Part = async (tour) => {
  const { ana, ben, cleo } = tour.office
  const { id } = tour.office.incidentChannel()
  tour.heading('Roles')
  await tour.see('Ben presses *I take command*', () => ben.press('I take command', { channel: id }))
  await tour.see('Ben types `/incident`', () => ben.command(id, ''))
  await tour.see('Ben types `/incident owner @ana`', () => ben.command(id, 'owner @ana'))
  await tour.see('Ana presses *I have it*', () => ana.press('I have it', { channel: id }))
  await tour.see('Ben types `/incident role scribe @cleo`', () => ben.command(id, 'role scribe @cleo'))
  await tour.see('Ben types `/incident role`', () => ben.command(id, 'role'))
  await tour.see('Cleo says nothing for 5 minutes', () => tour.office.pass(5))
  await tour.see('Cleo joins', () => cleo.join(id))
}
