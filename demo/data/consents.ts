import { decide } from '#domain/consents/decide.ts'
import { recordDecision } from '#domain/consents/record-decision.ts'
import type { ConsentView } from '#domain/consents/schema.ts'
import { putObligation } from '#domain/holdings/put-obligation.ts'
import type { DemoCustomer, DemoWorld } from './world.ts'

interface Story {
  customer: DemoCustomer
  consent: string
  /** Oldest first. Where a consent asks for a confirmation, the customer confirmed it. */
  decisions: {
    days: number
    outcome: 'given' | 'withdrawn'
    channel: 'app' | 'branch' | 'phone' | 'portal'
    locale?: 'ru'
  }[]
}

const given = (days: number, channel: Story['decisions'][number]['channel'], locale?: 'ru') => ({
  days,
  outcome: 'given' as const,
  channel,
  locale,
})
const withdrawn = (days: number, channel: Story['decisions'][number]['channel']) => ({
  days,
  outcome: 'withdrawn' as const,
  channel,
})

const stories: Story[] = [
  {
    customer: 'gulsim',
    consent: 'marketing-sms',
    decisions: [
      given(2078, 'branch'),
      withdrawn(1390, 'phone'),
      given(828, 'app', 'ru'),
      withdrawn(0.05, 'portal'),
    ],
  },
  { customer: 'gulsim', consent: 'marketing-push', decisions: [given(828, 'app', 'ru')] },
  { customer: 'gulsim', consent: 'marketing-calls', decisions: [given(567, 'phone')] },
  { customer: 'gulsim', consent: 'advertising-identifier', decisions: [withdrawn(2, 'app')] },
  { customer: 'gulsim', consent: 'device-location', decisions: [given(532, 'app')] },
  // The first yes ran out after its five years, and was given again.
  { customer: 'gulsim', consent: 'device-contacts', decisions: [given(2075, 'app'), given(238, 'app')] },
  { customer: 'gulsim', consent: 'device-gallery', decisions: [withdrawn(1190, 'app')] },
  { customer: 'gulsim', consent: 'device-camera', decisions: [given(826, 'app')] },
  { customer: 'gulsim', consent: 'partner-sharing', decisions: [given(496, 'portal')] },
  // It ran out half a year ago.
  { customer: 'gulsim', consent: 'linked-services', decisions: [given(910, 'app')] },
  { customer: 'gulsim', consent: 'personalisation', decisions: [given(601, 'app')] },
  { customer: 'gulsim', consent: 'quality-improvement', decisions: [withdrawn(601, 'app')] },
  { customer: 'gulsim', consent: 'automated-loan-decision', decisions: [given(240, 'app')] },
  { customer: 'gulsim', consent: 'storage-abroad', decisions: [given(61, 'portal')] },
  { customer: 'gulsim', consent: 'credit-bureau', decisions: [given(532, 'branch')] },
  { customer: 'late', consent: 'marketing-sms', decisions: [given(698, 'branch')] },
  { customer: 'late', consent: 'device-location', decisions: [given(690, 'app'), withdrawn(301, 'portal')] },
  { customer: 'late', consent: 'credit-bureau', decisions: [given(650, 'branch')] },
]

/** Decisions of several years in every channel, and two loans: one still open, one paid back. */
export async function demoConsents(world: DemoWorld): Promise<void> {
  await putLoan(world, 'gulsim', '№\u00a0ҚШ-118', 532)
  await putLoan(world, 'late', '№\u00a0ҚШ-074', 650, 96)
  for (const story of stories) await tell(world, story)
}

async function tell(world: DemoWorld, { customer, consent, decisions }: Story): Promise<void> {
  let latest: ConsentView | undefined
  for (const { days, outcome, channel, locale } of decisions) {
    const at = days < 1 ? world.daysAgo(days) : byDay(world.daysAgo(days))
    const previousId = latest?.history[0]?.id ?? null
    const input = { consent, outcome, previousId, confirmed: true }
    latest =
      channel === 'portal'
        ? await decide(world.as(customer, at), input)
        : await recordDecision(world.system(customer, at), { ...input, channel, locale: locale ?? 'kk' })
  }
}

/** A time at which branches are open in Almaty, a different one every day. */
function byDay(when: Date): Date {
  const day = when.getUTCDate()
  return new Date(new Date(when).setUTCHours(4 + (day % 8), (day * 7) % 60))
}

async function putLoan(
  world: DemoWorld,
  customer: DemoCustomer,
  contract: string,
  openedDays: number,
  closedDays?: number,
): Promise<void> {
  const day = (days: number) => world.daysAgo(days).toISOString().slice(0, 10)
  const opened = { kind: 'loan', contract, openedOn: day(openedDays) }
  const { id } = await putObligation(world.system(customer, world.daysAgo(openedDays)), opened)
  if (closedDays === undefined) return
  const ctx = world.system(customer, world.daysAgo(closedDays))
  await putObligation(ctx, { ...opened, id, closedOn: day(closedDays) })
}
