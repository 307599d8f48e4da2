import type { ActorKind, Ctx } from './context.ts'
import { forbidden } from './errors.ts'

/** Every permission there is, and which kinds of actor hold it. A verb names exactly one, first. */
const holders = {
  'activity:list': ['customer'],
  'complaints:answer': ['staff'],
  'complaints:attach': ['customer'],
  'complaints:file': ['customer'],
  'complaints:list': ['customer'],
  'complaints:write': ['customer'],
  'consents:decide': ['customer', 'system'],
  'consents:list': ['customer'],
  'customers:register': ['system'],
  'disclosures:list': ['customer'],
  'disclosures:record': ['system'],
  'holdings:list': ['customer'],
  'holdings:put': ['system'],
  'holdings:reveal': ['customer'],
  'messages:read-demo': ['worker'],
  'messages:send': ['worker'],
  'overview:dismiss': ['customer'],
  'overview:show': ['customer'],
  'policies:publish': ['worker', 'staff'],
  'policies:show': ['visitor', 'customer', 'staff', 'system', 'worker'],
  'profile:change': ['customer'],
  'profile:show': ['customer'],
  'sessions:end': ['customer'],
  'sessions:list': ['customer'],
  'sessions:resume': ['customer'],
  'sign-in:request': ['visitor'],
  'sign-in:verify': ['visitor'],
  'step-up:request': ['customer'],
  'step-up:verify': ['customer'],
  'upkeep:purge': ['worker'],
} as const satisfies Record<string, readonly ActorKind[]>

export type Permission = keyof typeof holders

/** Whether the actor may; screens ask this to decide which controls are live. */
export const may = (ctx: Pick<Ctx, 'actor'>, permission: Permission): boolean => {
  const kinds: readonly ActorKind[] = holders[permission]
  return kinds.includes(ctx.actor.kind)
}

/** @throws DomainError `forbidden` */
export function requirePermission(ctx: Pick<Ctx, 'actor'>, permission: Permission): void {
  if (!may(ctx, permission)) throw forbidden()
}

/** The customer this is about. @throws DomainError `forbidden` when the context is about nobody. */
export function requireSubject(ctx: Pick<Ctx, 'subject'>): string {
  if (!ctx.subject) throw forbidden()
  return ctx.subject
}
