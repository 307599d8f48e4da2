import { attach } from '#domain/cases/attach.ts'
import { fileRequest } from '#domain/requests/file-request.ts'
import { moveRequest } from '#domain/requests/move-request.ts'
import { almatyTime, letOut } from './bank-texts.ts'
import { callListPicture } from './call-list-picture.ts'
import { demoDeletion } from './deletions.ts'
import type { DemoWorld } from './world.ts'

/** Requests of Gulsim: one answered, one deletion that was carried out, one that waits for her document, one open. */
export async function demoRequests(world: DemoWorld): Promise<void> {
  const ask = async (days: number, request: object) => {
    const ctx = world.as('gulsim', almatyTime(world.daysAgo(days), 11, 15))
    return { caseId: (await fileRequest(ctx, request)).id, days }
  }
  const answer = async ({ caseId, days }: Asked, after: number, step: object) => {
    const agent = world.staff('gulsim', almatyTime(world.daysAgo(days - after), 15, 30))
    await moveRequest(agent, { caseId, lastStep: 2, ...step })
    await letOut(world, agent)
  }
  await answer(await ask(64, { kind: 'information' }), 2, {
    kind: 'fulfilled',
    text: 'Деректеріңіздің мақсаты, негізі, алушылары және сақтау мерзімі осы порталдағы «Менің деректерім» бетінде әр дерек бойынша тұр. Оған қоса айтатынымыз: картаңызды шығарғанда берілген сауалнама қағаз күйінде де сақталады, оның мерзімі де бес жыл.',
    outcomes: [{ outcome: 'fulfilled' }],
  })
  await demoDeletion(world)
  const day = almatyTime(world.daysAgo(2), 11, 15)
  const file = { name: 'жеке-куәлік.png', type: 'image/png', bytes: callListPicture(360, 200) }
  const { id } = await attach(world.as('gulsim', day), file)
  const correction = {
    kind: 'correction',
    about: { kind: 'field', id: 'address' },
    text: 'Дұрыс мекенжайым: Алматы, Абай даңғылы, 10-үй, 25-пәтер.',
    attachments: [id],
  }
  await answer(await ask(2, correction), 1, {
    kind: 'waiting-customer',
    pauseReason: 'documents',
    text: 'Тіркелген суретте мекенжай көрінбейді. Мекенжай анықтамасын немесе жаңа жеке куәліктің екі бетін тіркеп жіберіңіз.',
  })
  await ask(1, { kind: 'withdrawal', about: { kind: 'recipient', id: 'zhetel-media' } })
}

interface Asked {
  caseId: string
  days: number
}
