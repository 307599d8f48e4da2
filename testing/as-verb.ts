import type { Ctx } from '#domain/context.ts'

/** The context as a verb has it that has asked for its permission: what opens transactions takes no other. */
export const asVerb = <Own extends Ctx>(ctx: Own): Own => ({ ...ctx, permission: 'upkeep:purge' })
