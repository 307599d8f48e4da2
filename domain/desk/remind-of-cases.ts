import { and, asc, eq, gte, lte, max, notExists, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { isEnd } from '#db/schema/case-codes.ts'
import { caseReminders, caseSteps, cases } from '#db/schema/cases.ts'
import { clockIds } from '#policy/clock-ids.ts'
import { addDays, dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { caseDeadline, countDeadline } from '../cases/case-deadline.ts'
import { lastMoved } from '../cases/find-case.ts'
import { pausesOf, pausing } from '../cases/pauses.ts'
import type { Ctx } from '../context.ts'
import type { DayKey } from '../cursor.ts'
import { progress } from '../deadlines.ts'
import { conflict, isRefusal } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type Share, shareReached } from './rules.ts'

/** How many cases one call looks at. */
const batch = 200
/** Cases that are late for longer than this have had all their reminders. */
const yearDays = 366

interface Due {
  customerId: string
  caseId: string
  /** The last day the share was counted against, as ISO date. */
  dueOn: string
  share: Share
}

/**
 * Reminds the staff of cases that wait for an answer, when 50, 80 and 95 percent of the time have passed and when
 * it is late. Each share is noted once for each last day, however many workers run. A share that passed while no worker
 * ran is noted unless a greater one has passed since.
 * @param after where the previous call ended; null to begin.
 * @returns how many reminders were noted, and where the next call begins; null when all cases were read.
 */
export const remindOfCases = verb(
  'cases:remind',
  async (ctx, after: DayKey | null = null): Promise<{ reminded: number; next: DayKey | null }> => {
    const owed = await read(ctx, (tx) => readOwed(ctx, tx, after))
    const due = owed.flatMap(({ customerId, id, reminded, pausing, ...row }): Due[] => {
      const trace = caseDeadline(row, pausesOf(pausing))
      if (!trace) return []
      const share = shareReached(progress(trace, ctx.now))
      if (share === null || share <= (reminded ?? 0)) return []
      return [{ customerId, caseId: id, dueOn: trace.due, share }]
    })
    const last = owed.at(-1)
    return {
      reminded: due.length > 0 ? await note(ctx, due) : 0,
      next: owed.length === batch && last?.dueOn ? { day: last.dueOn, id: last.id } : null,
    }
  },
)

/** Cases that wait for an answer, by their last day as fixed at receipt, from a year ago to the longest clock's length ahead. */
function readOwed(ctx: Ctx, tx: Tx, after: DayKey | null) {
  const { customerId, id, clock, receivedAt, dueOn } = cases
  const today = dayIn(catalogue().calendar.zone, ctx.now)
  const ofCase = and(eq(caseSteps.customerId, customerId), eq(caseSteps.caseId, id))
  const over = tx
    .select({ one: sql`1` })
    .from(caseSteps)
    .where(and(ofCase, isEnd(caseSteps.kind)))
  const stand = tx
    .select({ movedDueOn: lastMoved.as('last_moved'), pausing: pausing.as('pausing') })
    .from(caseSteps)
    .where(ofCase)
    .as('stand')
  const reminded = tx
    .select({ share: max(caseReminders.share).as('reminded') })
    .from(caseReminders)
    .where(
      and(
        eq(caseReminders.customerId, customerId),
        eq(caseReminders.caseId, id),
        eq(caseReminders.dueOn, sql`coalesce(${stand.movedDueOn}, ${dueOn})`),
      ),
    )
    .as('reminded')
  const behind: SQL | undefined = after
    ? sql`(${dueOn}, ${id}) > (${after.day}::date, ${after.id}::uuid)`
    : undefined
  return tx
    .select({ customerId, id, clock, receivedAt, dueOn, pausing: stand.pausing, reminded: reminded.share })
    .from(cases)
    .crossJoinLateral(stand)
    .crossJoinLateral(reminded)
    .where(
      and(
        gte(dueOn, addDays(today, -yearDays)),
        lte(dueOn, furthestDay(ctx, today)),
        notExists(over),
        behind,
      ),
    )
    .orderBy(asc(dueOn), asc(id))
    .limit(batch)
}

/** The furthest day until which anything that came in until now can be owed, pauses aside. */
const furthestDay = ({ now }: Ctx, today: string): string =>
  clockIds
    .map((clock) => countDeadline(clock, now)?.due ?? today)
    .reduce((one, other) => (one > other ? one : other), today)

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
