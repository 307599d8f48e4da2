import type { Ctx, FamiliarBrowser } from '../context.ts'

/** A browser keeps so many of the customers who have signed in in it, for families that share one. */
const namesKept = 5

/** Its names of a customer, by all lookup keys. */
const namesOf = (ctx: Ctx, customerId: string): string[] => ctx.keys.lookups('familiar', customerId)

/**
 * The browser's own name, if this customer has signed in in it before; null otherwise, and for a number that the bank
 * does not know (`nobody`).
 */
export function familiarTo(ctx: Ctx, customerId: string): string | null {
  const { familiar } = ctx.browser
  return namesOf(ctx, customerId).some((name) => familiar?.names.includes(name))
    ? (familiar?.id ?? null)
    : null
}

/** What the browser is to keep after this customer has signed in in it. @param id for a browser that has none yet. */
export function familiarised(ctx: Ctx, customerId: string, id: string): FamiliarBrowser {
  const { familiar } = ctx.browser
  const names = namesOf(ctx, customerId)
  const others = (familiar?.names ?? []).filter((other) => !names.includes(other))
  return { id: familiar?.id ?? id, names: [...names.slice(0, 1), ...others].slice(0, namesKept) }
}
