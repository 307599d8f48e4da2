import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { requireSubject } from '../access.ts'
import { findAbout } from '../cases/about-view.ts'
import type { Ctx } from '../context.ts'
import type { RequestFormView } from './schema.ts'

/** A disclosure of the subject's data, with the names of what was given; null when the subject has no such one. */
export async function findDisclosure(ctx: Ctx, tx: Tx, id: string): Promise<RequestFormView['disclosure']> {
  const [row] = await tx
    .select({ at: disclosures.disclosedAt, fields: disclosures.fields })
    .from(disclosures)
    .where(and(eq(disclosures.customerId, requireSubject(ctx)), eq(disclosures.id, id)))
  if (!row) return null
  return {
    at: row.at,
    fields: row.fields.map((field) => findAbout({ kind: 'field', id: field }, ctx.locale)?.title ?? field),
  }
}
