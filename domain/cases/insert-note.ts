import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { caseNotes } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import type { CtxBy } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'

/** Writes a note on a case for the staff alone, sealed with the customer's key. @returns its id */
export async function insertNote(ctx: CtxBy<'staff'>, tx: Tx, caseId: string, text: string): Promise<string> {
  const id = randomUUIDv7()
  const textSealed = seal(await customerKey(ctx, tx), text, `complaint_notes:${id}:text`)
  const { staffId } = ctx.actor
  await tx
    .insert(caseNotes)
    .values({ customerId: requireSubject(ctx), caseId, id, staffId, at: ctx.now, textSealed })
  return id
}
