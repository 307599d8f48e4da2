import { eq } from 'drizzle-orm'
import { customers } from '#db/schema/customers.ts'
import type { Locale } from '#policy/locale.ts'
import { requirePermission, requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { localeInput } from './schema.ts'

/** Keeps the customer's language in their profile: the portal and every message then use it. */
export async function changeLocale(ctx: Ctx, input: unknown): Promise<{ locale: Locale }> {
  requirePermission(ctx, 'profile:change')
  const { locale } = parse(localeInput, input)
  await change(ctx, async (tx) => {
    await tx
      .update(customers)
      .set({ locale })
      .where(eq(customers.id, requireSubject(ctx)))
    await record(ctx, tx, { action: 'profile.locale-changed', detail: { locale } })
  })
  return { locale }
}
