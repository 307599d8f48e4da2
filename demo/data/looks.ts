import type { LookPage } from '#db/schema/looks.ts'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import type { Ctx } from '#domain/context.ts'
import { answerLook } from '#domain/looks/answer-look.ts'
import { approveLook } from '#domain/looks/approve-look.ts'
import { askForLook } from '#domain/looks/ask-for-look.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { expireLooks } from '#domain/looks/expire-looks.ts'
import { findCustomer } from '#domain/looks/find-customer.ts'
import { openPage } from '#domain/looks/open-page.ts'
import { revealForLook } from '#domain/looks/reveal-for-look.ts'
import { reviewLook } from '#domain/looks/review-look.ts'
import { startLook } from '#domain/looks/start-look.ts'
import type { DemoCustomer, DemoStaff, DemoWorld } from './world.ts'

interface Asked {
  customer: DemoCustomer
  by: DemoStaff
  /** Days before now. */
  days: number
  kind?: 'leave' | 'break-glass'
  text: string
  pages: LookPage[]
}

/**
 * Looks of the last days: one granted, one refused, one without an answer, and two break-glass looks, of which one was
 * reviewed and escalated, and the review of the other is overdue.
 */
export async function demoLooks(world: DemoWorld): Promise<void> {
  const granted = await ask(world, {
    customer: 'gulsim',
    by: 'agent',
    days: 6,
    text: 'Қоңырау келісімінің қашан берілгенін тексеру',
    pages: ['consents', 'recipients'],
  })
  await answerLook(world.as('gulsim', granted.after(2)), { lookId: granted.lookId, answer: 'grant' })
  await granted.start(3)
  for (const [minute, page] of (['consents', 'recipients'] as const).entries())
    await openPage(granted.agent(4 + 3 * minute), { lookId: granted.lookId, page })
  await endLook(granted.agent(9), { lookId: granted.lookId })

  const refused = await ask(world, {
    customer: 'gulsim',
    by: 'agent2',
    days: 4,
    text: 'Қоңырау тізіміндегі нөмірді салыстыру',
    pages: ['data'],
  })
  await answerLook(world.as('gulsim', refused.after(5)), { lookId: refused.lookId, answer: 'refuse' })

  const needless = await ask(world, {
    customer: 'serik',
    by: 'agent2',
    days: 7,
    kind: 'break-glass',
    text: 'Клиент телефонын көтермейді, мекенжайын тексеру керек',
    pages: ['data', 'recipients'],
  })
  await approveTwice(world, 'serik', needless)
  await needless.start(5)
  for (const [minute, page] of (['data', 'recipients'] as const).entries())
    await openPage(needless.agent(6 + minute), { lookId: needless.lookId, page })
  await endLook(needless.agent(9), { lookId: needless.lookId })
  await reviewLook(world.staff('serik', needless.after(20 * 60), 'officer'), {
    lookId: needless.lookId,
    verdict: 'unjustified',
    escalation: 'internal-investigation',
    text: 'Мекенжайыңызды тексеру асығыс іс емес еді: қызметкер рұқсатыңызды күтуге тиіс болатын. Қызметкердің әрекетін банктің ішкі тексеру бөлімі қарап жатыр.',
  })

  const urgent = await ask(world, {
    customer: 'late',
    by: 'agent',
    days: 3,
    kind: 'break-glass',
    text: 'Клиент ауруханада, телефоны өшірулі, жауап мерзімі өтіп барады',
    pages: ['data', 'complaints'],
  })
  await approveTwice(world, 'late', urgent)
  await urgent.start(5)
  await openPage(urgent.agent(6), { lookId: urgent.lookId, page: 'data' })
  const reason = 'Жауапты басқа нөмірге жібермеу үшін салыстыру'
  await revealForLook(urgent.agent(7), { lookId: urgent.lookId, field: 'phone', reason })
  await expireLooks(world.worker(urgent.after(30)))

  const unanswered = await ask(world, {
    customer: 'serik',
    by: 'agent2',
    days: 2,
    text: 'Мекенжайдың қай жүйеде қалғанын табу',
    pages: ['data'],
  })
  await expireLooks(world.worker(unanswered.after(30)))

  const query = await openCase(world.as('irina', world.daysAgo(1)))
  await findCustomer(world.staff('irina', world.daysAgo(1), 'agent2'), { query })
}

async function approveTwice(
  world: DemoWorld,
  customer: DemoCustomer,
  { lookId, after }: Awaited<ReturnType<typeof ask>>,
): Promise<void> {
  for (const [minute, senior] of (['supervisor', 'supervisor2'] as const).entries())
    await approveLook(world.staff(customer, after(2 + minute), senior), { lookId, answer: 'grant' })
}

async function ask(world: DemoWorld, { customer, by, days, kind = 'leave', text, pages }: Asked) {
  const asked = world.daysAgo(days)
  const after = (minutes: number) => new Date(asked.getTime() + minutes * 60_000)
  const sitting = world.staff(customer, asked, by)
  /** The same member of staff in the same browser, some minutes later. */
  const agent = (minutes: number): Ctx => ({ ...sitting, subject: null, now: after(minutes) })
  const reference = await openCase(world.as(customer, asked))
  await findCustomer(agent(0), { query: reference })
  const request = { reference, kind, reason: 'check-complaint', text, pages, minutes: 15 }
  const { lookId } = await askForLook(agent(1), request)
  const start = (minutes: number) => {
    const ctx = agent(minutes)
    if (ctx.actor.kind !== 'staff') throw new Error('staff look')
    return startLook({ ...ctx, actor: { ...ctx.actor, authenticatedAt: ctx.now } }, { lookId })
  }
  return { lookId, after, agent, start }
}

/** The number of the customer's most urgent open complaint. */
async function openCase(ctx: Ctx): Promise<string> {
  const open = (await listComplaints(ctx)).find(({ group }) => group === 'open')
  if (!open) throw new Error('the demo’s looks are about an open complaint')
  return open.reference
}
