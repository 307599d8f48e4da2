import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { CaseType } from '#db/schema/case-codes.ts'
import { cases } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { read } from '../transaction.ts'
import { readCaseNumber } from './case-number.ts'

/** An address can be typed by hand, so a number that is none counts as that of no case. */
export const numberedInput = z.object({ number: z.string().max(100).catch('') })

/** The id of the customer's own case of a type with a number as people write it; null when they have none. */
export async function numberedCase(ctx: Ctx, type: CaseType, number: string): Promise<string | null> {
  const reference = readCaseNumber(type, number, ctx.now)
  if (!reference) return null
  const own = and(eq(cases.customerId, requireSubject(ctx)), eq(cases.reference, reference))
  const [found] = await read(ctx, (tx) => tx.select({ id: cases.id }).from(cases).where(own))
  return found?.id ?? null
}
