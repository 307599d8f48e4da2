import { randomUUIDv7 } from 'node:crypto'
import type { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { findRequestRight } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Locale } from '#policy/locale.ts'
import type { RequestKind } from '#policy/request-kinds.ts'
import { requireSubject } from '../access.ts'
import { countDeadline } from '../cases/case-deadline.ts'
import { fileOnce, findFiled, type Sent } from '../cases/find-filed.ts'
import { registerCase } from '../cases/register-case.ts'
import type { About, FiledView } from '../cases/schema.ts'
import type { Ctx } from '../context.ts'
import { readPlan } from '../deletion-plans/read-plan.ts'
import { digestOf } from '../deletion-plans/rules.ts'
import { writePlan } from '../deletion-plans/write-plan.ts'
import { emit } from '../emit.ts'
import { type Issue, invalid } from '../errors.ts'
import { requireFreshCode } from '../fresh-code.ts'
import { takeTry } from '../limits.ts'
import { madeId } from '../made-id.ts'
import type { WellFormed } from '../parse.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { refuseSecond, subjectOf } from './register-request.ts'
import { requestFaults } from './request-faults.ts'
import { confirmedKinds, documentedKinds, fileRequestInput } from './schema.ts'

const limit = { name: 'requests', max: 20, seconds: 24 * 60 * 60 }
type Input = z.output<typeof fileRequestInput>

/**
 * Files a request: it is received, registered under a number, and the clock of its right starts. One that was sent before is
 * filed once. While one of its kind about the same is open, no second one is filed. A deletion is filed only with the plan that
 * was shown.
 * @throws DomainError `step-up` for a kind that asks for a fresh code; `invalid` on `about`, `text`, `attachments`, and on
 *   `kind` with the number of the open one, and on `planDigest` where a deletion would do something else than was shown;
 *   `too-many` after twenty in a day
 */
export const fileRequest = verb(
  'requests:file',
  fileRequestInput,
  ({ locale }, input) => faults(locale, input),
  async (ctx, { requestKey, planDigest, ...given }): Promise<FiledView> => {
    const customerId = requireSubject(ctx)
    if (confirmedKinds.includes(given.kind)) requireFreshCode(ctx)
    const id = requestKey ? madeId([customerId, requestKey]) : randomUUIDv7()
    const sent = { ...given, channel: 'portal', locale: ctx.locale } as const
    const filed = () => (requestKey ? findFiled(ctx, id, sent) : null)
    return fileOnce(filed, async () => {
      await takeTry(ctx, [{ limit, who: customerId }])
      return write(ctx, id, sent, planDigest)
    })
  },
)

/** A document is asked for besides what every request of its kind needs. */
const faults = (locale: Locale, input: WellFormed<Input>): Issue[] => [
  ...requestFaults(locale, input),
  ...(input.kind !== undefined && documentedKinds.includes(input.kind) && input.attachments?.length === 0
    ? [{ path: 'attachments', key: 'request.document-missing' }]
    : []),
]

const write = (
  ctx: Ctx,
  id: string,
  sent: Sent & { kind: RequestKind },
  planDigest: string | undefined,
): Promise<FiledView> =>
  change(ctx, async (tx) => {
    await refuseSecond(ctx, tx, sent)
    const { clock } = findRequestRight(catalogue(), sent.kind)
    const counted = { clock, receivedAt: ctx.now, trace: countDeadline(clock, ctx.now) }
    const registered = { id, type: 'request', subject: subjectOf(ctx, sent), ...counted } as const
    const filed = await registerCase(ctx, tx, registered, sent)
    if (sent.kind === 'deletion') await writeShownPlan(ctx, tx, id, sent.about ?? null, planDigest)
    const detail = { reference: filed.reference, kind: sent.kind }
    await record(ctx, tx, { action: 'request.filed', objectId: id, detail })
    await emit(ctx, tx, 'request.filed', id)
    return filed
  })

/** Keeps the plan with the request. @throws DomainError `invalid` when it is not the one that was shown */
async function writeShownPlan(
  ctx: Ctx,
  tx: Tx,
  caseId: string,
  about: About | null,
  shown: string | undefined,
): Promise<void> {
  const plan = await readPlan(ctx, tx, about)
  if (digestOf(plan) !== shown) throw invalid('planDigest', 'deletion.plan-changed')
  await writePlan(ctx, tx, caseId, plan)
}
