import { type } from '@orpc/server'
import { decide } from '#domain/consents/decide.ts'
import { listConsents } from '#domain/consents/list-consents.ts'
import { followDecisions } from '#domain/consents/list-delivery-progress.ts'
import type { ConsentView } from '#domain/consents/schema.ts'
import { withdrawMarketing } from '#domain/consents/withdraw-marketing.ts'
import type { Ctx } from '#domain/context.ts'
import { describeConsent } from '#i18n/describe/consents.ts'
import { describePassage } from '#i18n/describe/delivery-progress.ts'
import { translator } from '#i18n/translator.ts'
import { procedure } from './procedure.ts'

interface Decision {
  consent: string
  outcome: 'given' | 'withdrawn'
  previousId: string | null
  confirmed?: boolean
}

export const consents = {
  list: procedure.handler(async ({ context: { ctx } }) => {
    const { groups } = await listConsents(ctx)
    return rows(
      ctx,
      groups.flatMap((group) => group.consents),
    )
  }),
  decide: procedure
    .input(type<Decision>())
    .handler(async ({ context: { ctx }, input }) => row(ctx, await decide(ctx, input))),
  /** How far the latest decisions have come, by their ids. */
  follow: procedure.handler(async ({ context: { ctx } }) => {
    const followed = await followDecisions(ctx)
    return Object.fromEntries(
      followed.map(({ decision, passage }) => [
        decision.id,
        { passage: describePassage(ctx.locale, decision, passage, ctx.now) },
      ]),
    )
  }),
  withdrawMarketing: procedure.handler(async ({ context: { ctx } }) => {
    const withdrawn = await withdrawMarketing(ctx)
    const told = translator(ctx.locale, 'consents')('all-off-told', { count: withdrawn.length })
    return { rows: rows(ctx, withdrawn), told }
  }),
}

const row = (ctx: Ctx, view: ConsentView) => describeConsent(ctx.locale, view, ctx.now)
const rows = (ctx: Ctx, views: ConsentView[]) => views.map((view) => row(ctx, view))
