import type { Ctx } from '#domain/context.ts'

/** The parameters of the address. */
export type Search = Record<string, string | string[] | undefined>

/** The props of a page that is drawn for the customer and in a look; `ctx.actor` says which. */
export interface SharedPageProps {
  ctx: Ctx
  search: Search
}
