import type { Actor, Ctx, CtxBy } from './context.ts'
import { forbidden } from './errors.ts'
import { type Holder, holders, type Permission } from './permissions.ts'

type HolderOf<Name extends Permission> = (typeof holders)[Name][number]
type KindOf<One extends Holder> = One extends `${infer Kind}/${string}` ? Kind : One

/** The context of an actor that holds the permission; its kinds follow from the permission table. */
export type CtxOf<Name extends Permission> = CtxBy<KindOf<HolderOf<Name>>>

export const isPermitted = <Name extends Permission>(ctx: Ctx, permission: Name): ctx is CtxOf<Name> =>
  may(ctx, permission)

/** Whether the actor holds the permission. Views use it to say which controls are live. */
export const may = (ctx: Pick<Ctx, 'actor'>, permission: Permission): boolean => {
  const { actor } = ctx
  const held: readonly Holder[] = holders[permission]
  if (actor.kind === 'staff' && held.includes(`staff/${actor.role}`)) return true
  if (actor.kind === 'support' && held.includes(`support/${actor.page}`)) return true
  if (actor.kind === 'system')
    return actor.scopes.some((scope) => scope === permission) && held.includes('system')
  return held.includes(actor.kind)
}

/**
 * The context of another actor for whom the verb goes on: the system whose lines a worker writes, an agent in a look. No
 * transaction opens for an actor who does not hold the permission that their context names.
 * @throws DomainError `forbidden` when that actor does not hold it
 */
export function actAs<As extends Actor>(ctx: Ctx, actor: As, permission: Permission): Ctx & { actor: As } {
  const own = { ...ctx, actor, permission }
  if (!may(own, permission)) throw forbidden()
  return own
}

/** The customer this is about. @throws DomainError `forbidden` when the context is about nobody. */
export function requireSubject(ctx: Pick<Ctx, 'subject'>): string {
  if (!ctx.subject) throw forbidden()
  return ctx.subject
}
