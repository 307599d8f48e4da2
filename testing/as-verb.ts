import { may } from '#domain/access.ts'
import type { Ctx } from '#domain/context.ts'
import { permissions } from '#domain/permissions.ts'

/** The context as a verb has it that has asked for its permission: what opens transactions takes no other. */
export function asVerb<Own extends Ctx>(ctx: Own): Own {
  const permission = permissions.find((name) => may(ctx, name))
  if (!permission) throw new Error(`${ctx.actor.kind} holds no permission`)
  return { ...ctx, permission }
}
