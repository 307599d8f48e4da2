import { sql } from 'drizzle-orm'
import { holdings } from '#db/schema/holdings.ts'

/** For `onConflictDoUpdate`: a field that is held keeps its row and gets all else anew. */
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
