import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers, guardians } from '#db/schema/customers.ts'
import { staff } from '#db/schema/staff.ts'

/**
 * Why a member of staff may not look at a customer: the customer is the same person, registered as their guardian or
 * dependant, or a colleague.
 * @returns the key of the sentence; null when they may.
 */
export async function conflictOfInterest(
  tx: Tx,
  staffId: string,
  customerId: string,
): Promise<string | null> {
  const isOneself = sql.raw('c.iin_hash in (s.iin_hash, s.iin_hash_other)')
  const ofStaff = sql`exists (select from ${staff} s join ${customers} c on ${isOneself}
    where c.id = ${customerId}`
  const [row] = await tx
    .select({
      oneself: sql<boolean>`${ofStaff} and s.id = ${staffId})`,
      colleague: sql<boolean>`${ofStaff})`,
      relative: sql<boolean>`exists (select from ${guardians} g
        join ${customers} c on c.id in (g.customer_id, g.guardian_id)
        join ${staff} s on ${isOneself}
        where s.id = ${staffId} and ${customerId} in (g.customer_id, g.guardian_id))`,
    })
    .from(sql`(values (1)) as once`)
  if (row?.oneself) return 'look.oneself'
  if (row?.relative) return 'look.relative'
  return row?.colleague ? 'look.colleague' : null
}
