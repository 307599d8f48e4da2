import { and, asc, eq, gte, lte, max, notExists, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseReminders, caseSteps, cases, isEnd } from '#db/schema/cases.ts'
import { addDays, dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { answerDeadline, countAnswerDeadline } from '../complaints/answer-deadline.ts'
import type { Ctx } from '../context.ts'
import type { DayKey } from '../cursor.ts'
import { progress } from '../deadlines.ts'
import { conflict, isRefusal } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type Share, shareReached } from './rules.ts'

/** How many complaints one call looks at. */
const batch = 200
/** Complaints that are late for longer than this have had all their reminders. */
const yearDays = 366

interface Due {
  customerId: string
  caseId: string
  /** The last day the share was counted against, as ISO date. */
  dueOn: string
  share: Share
}

/**
 * Reminds the staff of complaints that wait for an answer, when 50, 80 and 95 percent of the time have passed and when
 * it is late. Each share is noted once for each last day, however many workers run. A share that passed while no worker
 * ran is noted unless a greater one has passed since.
 * @param after where the previous call ended; null to begin.
 * @returns how many reminders were noted, and where the next call begins; null when all complaints were read.
 */
export const remindOfComplaints = verb(
  'complaints:remind',
  async (ctx, after: DayKey | null = null): Promise<{ reminded: number; next: DayKey | null }> => {
    const owed = await read(ctx, (tx) => readOwed(ctx, tx, after))
    const due = owed.flatMap(({ customerId, id, receivedAt, dueOn, reminded }): Due[] => {
      const trace = answerDeadline({ receivedAt, dueOn })
      const share = shareReached(progress(trace, ctx.now))
      if (share === null || share <= (reminded ?? 0)) return []
      return [{ customerId, caseId: id, dueOn: trace.due, share }]
    })
    const last = owed.at(-1)
    return {
      reminded: due.length > 0 ? await note(ctx, due) : 0,
      next: owed.length === batch && last ? { day: last.dueOn, id: last.id } : null,
    }
  },
)

/** Complaints that wait for an answer, by their last day as fixed at receipt, from a year ago to the clock's length ahead. */
function readOwed(ctx: Ctx, tx: Tx, after: DayKey | null) {
  const { customerId, id, receivedAt, dueOn } = cases
  const today = dayIn(catalogue().calendar.zone, ctx.now)
  const ofComplaint = and(eq(caseSteps.customerId, customerId), eq(caseSteps.caseId, id))
  const over = tx
    .select({ one: sql`1` })
    .from(caseSteps)
    .where(and(ofComplaint, isEnd(caseSteps.kind)))
  const reminded = tx
    .select({ share: max(caseReminders.share).as('reminded') })
    .from(caseReminders)
    .where(
      and(
        eq(caseReminders.customerId, customerId),
        eq(caseReminders.caseId, id),
        eq(caseReminders.dueOn, dueOn),
      ),
    )
    .as('reminded')
  const behind: SQL | undefined = after
    ? sql`(${dueOn}, ${id}) > (${after.day}::date, ${after.id}::uuid)`
    : undefined
  return tx
    .select({ customerId, id, receivedAt, dueOn, reminded: reminded.share })
    .from(cases)
    .crossJoinLateral(reminded)
    .where(
      and(
        gte(dueOn, addDays(today, -yearDays)),
        lte(dueOn, countAnswerDeadline(ctx.now).due),
        notExists(over),
        behind,
      ),
    )
    .orderBy(asc(dueOn), asc(id))
    .limit(batch)
}

/** Writes the reminders that no other worker has written, each with its audit row. */
async function note(ctx: Ctx, due: Due[]): Promise<number> {
  try {
    return await change(ctx, async (tx) => {
      const [first, ...rest] = await tx
        .insert(caseReminders)
        .values(due.map((one) => ({ ...one, at: ctx.now })))
        .onConflictDoNothing()
        .returning()
      if (!first) throw conflict()
      const entry = ({ customerId, caseId, share, dueOn }: typeof first) =>
        ({
          action: 'complaint.reminded',
          customerId,
          objectId: caseId,
          detail: { share, due: dueOn },
        }) as const
      await record(ctx, tx, entry(first), ...rest.map(entry))
      return rest.length + 1
    })
  } catch (error) {
    if (isRefusal(error, 'conflict')) return 0
    throw error
  }
}
