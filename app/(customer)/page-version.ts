import { noticesVersion } from '#components/looks/look-notice.tsx'
import type { Ctx } from '#domain/context.ts'
import { markOf } from '#domain/limits.ts'
import type { Me } from '#domain/sessions/schema.ts'

/** The mark of the signed-in customer, by which the browser tells a draft of theirs from another's. */
export const ownerMark = (ctx: Pick<Ctx, 'keys'>, me: Pick<Me, 'customerId'>): string =>
  markOf(ctx, me.customerId).slice(0, 16)

/** The version of a customer's page: whose it is, and the notices of looks. It changes when another signs in elsewhere. */
export const pageVersion = (ctx: Pick<Ctx, 'keys'>, me: Pick<Me, 'customerId' | 'looks'>): string =>
  `${ownerMark(ctx, me)} ${noticesVersion(me.looks)}`
