import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import { rateLimits } from '#db/schema/sessions.ts'
import { catalogue } from '#policy/load.ts'
import { later } from '#testing/clock.ts'
import { type FreshCustomer, freshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { openAttachment } from './cases/open-attachment.ts'
import { decide } from './consents/decide.ts'
import type { Ctx } from './context.ts'
import { changeLocale } from './customers/change-locale.ts'
import { reveal } from './holdings/reveal.ts'
import { dismissSuggestion } from './overview/dismiss-suggestion.ts'
import { publishPolicy } from './policies/publish-policy.ts'
import { askStateConsent } from './state-service/ask-state-consent.ts'

const hour = 3600
const day = 24 * hour
const verified = (verifiedAt: Date) => ({ kind: 'customer', sessionId: randomUUID(), verifiedAt }) as const
const silent = { askConsent: async () => ({ given: false, since: null, until: null }) }
/** What may be repeated, how often within which time, and, where it is not the customer, by whom it is counted. */
const repeated: {
  name: string
  max: number
  seconds: number
  who?: (mine: FreshCustomer) => string
  run: (mine: Ctx, world: { system(subject: string): Ctx }) => Promise<unknown>
}[] = [
  { name: 'locale-change', max: 60, seconds: hour, run: (mine) => changeLocale(mine, { locale: 'ru' }) },
  {
    ...{ name: 'suggestion-dismiss', max: 60, seconds: hour },
    run: (mine) => dismissSuggestion(mine, { suggestion: 'email-missing' }),
  },
  {
    ...{ name: 'attachment-open', max: 60, seconds: hour },
    run: (mine) => openAttachment(mine, { caseId: randomUUID(), attachmentId: randomUUID() }),
  },
  {
    ...{ name: 'reveal-day', max: 500, seconds: day },
    run: (mine) => reveal({ ...mine, actor: verified(mine.now) }, { field: 'email' }),
  },
  {
    ...{ name: 'consent-decisions-day', max: 500, seconds: day },
    run: (mine) => decide(mine, { consent: 'partner-sharing', outcome: 'given', previousId: null }),
  },
  {
    ...{ name: 'state-consent', max: 60, seconds: hour },
    who: ({ subject }) => `core-banking ${subject}`,
    run: ({ subject, now }, world) =>
      askStateConsent({ ...world.system(subject ?? ''), now }, { consent: 'partner-sharing' }, silent),
  },
]

onBothEngines('what leaves a row each time', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  it.each(repeated)('$name is let through $max times in $seconds seconds, and no more', async (one) => {
    const mine = await freshCustomer(world())
    const keyHash = world().keys.lookup('limit', `${one.name}:${one.who?.(mine) ?? mine.subject}`)
    const rows = async () =>
      (await world().db.select().from(auditLog).where(eq(auditLog.customerId, mine.subject))).length
    const spend = (times: number) =>
      world()
        .db.insert(rateLimits)
        .values({
          keyHash,
          triedAt: Array.from({ length: times }, () => testNow),
          keptUntil: new Date(testNow.getTime() + one.seconds * 1000),
        })
        .onConflictDoUpdate({
          target: rateLimits.keyHash,
          set: { triedAt: Array.from({ length: times }, () => testNow) },
        })
    const tooMany = refusal('too-many', { retryAfterSeconds: one.seconds })
    await spend(one.max)
    const before = await rows()
    await expect(one.run(mine, world())).rejects.toEqual(tooMany)
    expect(await rows()).toBe(before)
    const last = later(mine, one.seconds - 1)
    await spend(one.max - 1)
    await one
      .run(last, world())
      .catch((error: unknown) => expect(error).not.toMatchObject({ code: 'too-many' }))
    await expect(one.run(last, world())).rejects.toMatchObject({ code: 'too-many' })
  })
})
