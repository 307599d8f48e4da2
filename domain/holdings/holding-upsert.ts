import { sql } from 'drizzle-orm'
import { holdings } from '#db/schema/holdings.ts'

/** For `onConflictDoUpdate`: a known field keeps its row, and all other columns are replaced. */
export const replaced = {
  target: [holdings.customerId, holdings.id],
  set: {
    valueSealed: sql`excluded.value_sealed`,
    quantity: sql`excluded.quantity`,
    obtainedAt: sql`excluded.obtained_at`,
    obtainedVia: sql`excluded.obtained_via`,
    updatedAt: sql`excluded.updated_at`,
  },
}
