import type { Ctx, FamiliarBrowser } from '../context.ts'

/** A browser keeps so many of the customers who have signed in in it, for families that share one. */
const namesKept = 5

const nameOf = (ctx: Ctx, customerId: string): string => ctx.keys.lookup('familiar', customerId)

/**
 * The browser's own name, if this customer has signed in in it before; null otherwise, and for a number that the bank
 * does not know (`nobody`).
 */
export function familiarTo(ctx: Ctx, customerId: string): string | null {
  const { familiar } = ctx.browser
  return familiar?.names.includes(nameOf(ctx, customerId)) ? familiar.id : null
}

/** What the browser is to keep after this customer has signed in in it. @param id for a browser that has none yet. */
export function familiarised(ctx: Ctx, customerId: string, id: string): FamiliarBrowser {
  const { familiar } = ctx.browser
  const name = nameOf(ctx, customerId)
  const others = (familiar?.names ?? []).filter((other) => other !== name)
  return { id: familiar?.id ?? id, names: [name, ...others].slice(0, namesKept) }
}
