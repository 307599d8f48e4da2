import type { z } from 'zod'
import { findRequestRight } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { actAs, requireSubject } from '../access.ts'
import { enterCase } from '../cases/enter-case.ts'
import type { EnteredView } from '../cases/entry-schema.ts'
import { insertNote } from '../cases/insert-note.ts'
import { dayFaults } from '../cases/received-on.ts'
import type { About } from '../cases/schema.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { readPlan } from '../deletion-plans/read-plan.ts'
import type { Fate } from '../deletion-plans/schema.ts'
import { writePlan } from '../deletion-plans/write-plan.ts'
import type { Issue } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { enterRequestInput } from './entry-schema.ts'
import { refuseSecond, subjectOf } from './register-request.ts'
import { requestFaults } from './request-faults.ts'
import { confirmedKinds } from './schema.ts'

type Input = z.output<typeof enterRequestInput>

/**
 * Enters a request of a customer who does not use the portal: it came by letter, by phone or at a branch, where their
 * identity was checked. Its clock runs from the day of receipt, so it may be late at once; the customer is told its number
 * and the last day for the answer. The same entry under the same id of the same member of staff is entered once.
 * @throws DomainError `invalid` on `kind` with the number of an open one of the kind, and for a kind that is asked for with
 *   a code in the portal and did not come in at a branch on `channel`; on `receivedOn`, `about`, `text`, `identity`, `id`;
 *   `too-many` after sixty of a member of staff in an hour
 */
export const enterRequest = verb(
  'requests:enter',
  enterRequestInput,
  (ctx, input) => faults(ctx, input),
  async (ctx, { identity, ...entry }): Promise<EnteredView> => {
    const plan = entry.kind === 'deletion' ? await planOfCustomer(ctx, entry.about ?? null) : []
    return enterCase(ctx, entry, {
      type: 'request',
      clock: findRequestRight(catalogue(), entry.kind).clock,
      subject: subjectOf(ctx, entry),
      refuse: (tx) => refuseSecond(ctx, tx, entry),
      write: async (tx, id) => {
        await insertNote(ctx, tx, id, identity)
        await writePlan(ctx, tx, id, plan)
      },
    })
  },
)

/** The plan is read as the customer, whose request it is: of what is held staff see nothing but names. */
function planOfCustomer(ctx: CtxBy<'staff'>, about: About | null): Promise<Fate[]> {
  const { sessionId, authenticatedAt } = ctx.actor
  const customer = { kind: 'customer', sessionId, verifiedAt: authenticatedAt } as const
  const own = { ...actAs(ctx, customer, 'requests:list'), subject: requireSubject(ctx) }
  return read(own, (tx) => readPlan(own, tx, about))
}

/** What is missing for a request of its kind. One that the portal takes with a fresh code alone is taken in person. */
function faults({ locale, now }: Ctx, input: WellFormed<Input>): Issue[] {
  const { kind, channel, receivedOn } = input
  const inPerson = kind !== undefined && confirmedKinds.includes(kind)
  return [
    ...requestFaults(locale, input),
    ...dayFaults(receivedOn, now),
    ...(inPerson && channel !== undefined && channel !== 'branch'
      ? [{ path: 'channel', key: 'request.branch-only' }]
      : []),
  ]
}
