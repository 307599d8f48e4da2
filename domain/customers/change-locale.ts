import { eq } from 'drizzle-orm'
import { customers } from '#db/schema/customers.ts'
import type { Locale } from '#policy/locale.ts'
import { requireSubject } from '../access.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { localeInput } from './schema.ts'

const changeLimit = { name: 'locale-change', max: 60, seconds: 60 * 60 }

/**
 * Keeps the customer's language in their profile: the portal and every message then use it.
 * @throws DomainError `invalid`, `too-many`
 */
export const changeLocale = verb(
  'profile:change',
  localeInput,
  async (ctx, { locale }): Promise<{ locale: Locale }> => {
    await takeTry(ctx, [{ limit: changeLimit, who: requireSubject(ctx) }])
    await change(ctx, async (tx) => {
      await tx
        .update(customers)
        .set({ locale })
        .where(eq(customers.id, requireSubject(ctx)))
      await record(ctx, tx, { action: 'profile.locale-changed', detail: { locale } })
    })
    return { locale }
  },
)
