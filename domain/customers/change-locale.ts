import { eq } from 'drizzle-orm'
import { customers } from '#db/schema/customers.ts'
import type { Locale } from '#policy/locale.ts'
import { requireSubject } from '../access.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { localeInput } from './schema.ts'

const changeLimit = { name: 'locale-change', max: 60, seconds: 60 * 60 }

/**
 * Keeps the customer's language in their profile: the portal and every message then use it. The language they have is no
 * change.
 * @throws DomainError `invalid`, `too-many`
 */
export const changeLocale = verb(
  'profile:change',
  localeInput,
  async (ctx, { locale }): Promise<{ locale: Locale }> => {
    await takeTry(ctx, [{ limit: changeLimit, who: requireSubject(ctx) }])
    const own = eq(customers.id, requireSubject(ctx))
    const [kept] = await read(ctx, (tx) => tx.select({ locale: customers.locale }).from(customers).where(own))
    if (kept?.locale === locale) return { locale }
    await change(ctx, async (tx) => {
      await tx.update(customers).set({ locale }).where(own)
      await record(ctx, tx, { action: 'profile.locale-changed', detail: { locale } })
    })
    return { locale }
  },
)
