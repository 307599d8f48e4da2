import type { KeyObject } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseAssignments, caseNotes, caseReminders } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import type { ReadText } from './outgoing.ts'
import type { StaffEntry } from './schema.ts'

/** The rows about one complaint that only staff can read; assignments newest first. */
export async function readStaffEntries(ctx: Ctx, tx: Tx, caseId: string) {
  const customerId = requireSubject(ctx)
  const of = <Table extends typeof caseNotes | typeof caseAssignments | typeof caseReminders>(table: Table) =>
    and(eq(table.customerId, customerId), eq(table.caseId, caseId))
  const [notes, assignments, reminders] = await Promise.all([
    tx.select().from(caseNotes).where(of(caseNotes)),
    tx.select().from(caseAssignments).where(of(caseAssignments)).orderBy(desc(caseAssignments.number)),
    tx.select().from(caseReminders).where(of(caseReminders)),
  ])
  return { notes, assignments, reminders }
}

/** The same rows as one list of entries, newest first. */
export function staffEntries(
  key: KeyObject,
  { notes, assignments, reminders }: Awaited<ReturnType<typeof readStaffEntries>>,
  texts: readonly ReadText[],
): StaffEntry[] {
  const entries: StaffEntry[] = [
    ...assignments.map(
      ({ number, at, by, staffId }): StaffEntry => ({
        id: `assigned-${number}`,
        kind: 'assigned',
        at,
        staff: by,
        to: staffId,
      }),
    ),
    ...notes.map(({ id, at, staffId, textSealed }): StaffEntry => {
      const text = openText(key, textSealed, `complaint_notes:${id}:text`)
      return { id, kind: 'note', at, staff: staffId, text }
    }),
    ...texts.flatMap(({ id, end, text, staffId }): StaffEntry[] => {
      if (!end || end.kind === 'released') return []
      return [{ id, kind: end.kind, at: end.at, staff: end.staffId, by: staffId, text }]
    }),
    ...reminders.map(
      ({ at, dueOn, share }): StaffEntry => ({
        id: `reminded-${dueOn}-${share}`,
        kind: 'reminded',
        at,
        share,
      }),
    ),
  ]
  return entries.toSorted((a, b) => b.at.getTime() - a.at.getTime())
}
