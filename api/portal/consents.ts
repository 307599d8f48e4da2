import { decide } from '#domain/consents/decide.ts'
import { listConsents } from '#domain/consents/list-consents.ts'
import { listDeliveryProgress } from '#domain/consents/list-delivery-progress.ts'
import type { ConsentView } from '#domain/consents/schema.ts'
import { withdrawMarketing } from '#domain/consents/withdraw-marketing.ts'
import type { Ctx } from '#domain/context.ts'
import { describeConsent } from '#i18n/describe/consents.ts'
import { describeProgress } from '#i18n/describe/delivery-progress.ts'
import { translator } from '#i18n/translator.ts'
import { expose } from './procedure.ts'

const row = (view: ConsentView, { locale, now }: Ctx) => describeConsent(locale, view, now)
const rows = (views: ConsentView[], ctx: Ctx) => views.map((view) => row(view, ctx))

export const consents = {
  list: expose(listConsents, ({ groups }, ctx) =>
    rows(
      groups.flatMap((group) => group.consents),
      ctx,
    ),
  ),
  decide: expose(decide, row),
  /** How far the latest decisions have come, by their ids. */
  follow: expose(listDeliveryProgress, (followed, { locale, now }) =>
    Object.fromEntries(
      followed.map(({ decision, progress }) => [
        decision.id,
        { progress: describeProgress(locale, decision, progress, now) },
      ]),
    ),
  ),
  withdrawMarketing: expose(withdrawMarketing, (withdrawn, ctx) => ({
    rows: rows(withdrawn, ctx),
    told: translator(ctx.locale, 'consents')('all-off-told', { count: withdrawn.length }),
  })),
}
