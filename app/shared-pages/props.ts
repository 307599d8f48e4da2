import type { Ctx } from '#domain/context.ts'

/** What the address has after `?`. */
export type Search = Record<string, string | string[] | undefined>

/** What a page needs that is drawn both for its customer and in a look: `ctx.actor` is one or the other. */
export interface SharedPageProps {
  ctx: Ctx
  search: Search
}
