import type { ActorKind, Ctx, LookPage, StaffRole } from './context.ts'
import { forbidden } from './errors.ts'
import { staffRoles } from './identity/staff-roles.ts'

/** An actor's kind; for staff also the role, such as `staff/officer`, for support the page, such as `support/data`. */
type Holder = ActorKind | `staff/${StaffRole}` | `support/${LookPage}`

/** Who works on customers' complaints. */
const desks = ['staff/agent', 'staff/supervisor', 'staff/officer'] as const

/** Who answers for others' looks. */
const seniors = ['staff/supervisor', 'staff/officer'] as const

/** Who keeps the bank's systems connected, and who answers for their obeying. */
const keepers = ['staff/administrator', 'staff/officer'] as const

/** Every permission there is, and who holds it. A verb names exactly one, first. */
const holders = {
  'activity:list': ['customer', 'support/activity'],
  'complaints:answer': desks,
  'complaints:attach': ['customer'],
  'complaints:file': ['customer'],
  'complaints:list': ['customer', 'support/complaints'],
  'complaints:open-file': ['customer', ...desks],
  'complaints:remind': ['worker'],
  'complaints:write': ['customer'],
  'consents:check': ['system'],
  'consents:decide': ['customer', 'system'],
  'consents:list': ['customer', 'support/consents'],
  'customers:find': desks,
  'customers:locate': ['gate'],
  'customers:register': ['system'],
  'deliveries:confirm': ['system'],
  'deliveries:make': ['worker'],
  'deliveries:oversee': keepers,
  'deliveries:send': ['worker'],
  'disclosures:list': ['customer', 'support/recipients'],
  'disclosures:record': ['system'],
  'events:read': ['system'],
  'guardians:end': ['system'],
  'guardians:register': ['system'],
  'holdings:list': ['customer', 'support/data'],
  'holdings:put': ['system'],
  'holdings:reveal': ['customer'],
  'holdings:reveal-for-look': ['support/data'],
  'imports:run': ['worker'],
  'imports:send': ['system'],
  'looks:answer': ['customer'],
  'looks:approve': seniors,
  'looks:ask': desks,
  'looks:end': ['customer', ...desks],
  'looks:expire': ['worker'],
  'looks:list': ['customer'],
  'looks:open': desks,
  'looks:oversee': seniors,
  'looks:review': ['staff/officer'],
  'looks:start': desks,
  'messages:read-demo': ['worker'],
  'messages:send': ['worker'],
  'overview:dismiss': ['customer'],
  'overview:show': ['customer', 'support/overview'],
  'policies:publish': ['worker', 'staff/officer'],
  'policies:show': ['visitor', 'customer', 'entrance', 'staff', 'support', 'system', 'worker'],
  'profile:change': ['customer'],
  'profile:show': ['customer', 'support/settings'],
  'sessions:end': ['customer'],
  'sessions:list': ['customer', 'support/settings'],
  'sessions:resume': ['customer'],
  'sign-in:request': ['visitor'],
  'sign-in:verify': ['visitor'],
  'staff:resume': ['entrance'],
  'staff:sign-in': ['entrance'],
  'staff:sign-out': ['staff'],
  'state-service:answer': ['worker'],
  'state-service:withdraw': ['system'],
  'step-up:request': ['customer'],
  'step-up:verify': ['customer'],
  'systems:keep': ['staff/administrator'],
  'systems:resume': ['gate'],
  'systems:show': keepers,
  'upkeep:purge': ['worker'],
} as const satisfies Record<string, readonly Holder[]>

export type Permission = keyof typeof holders

/** What a system's key can carry. */
export type Scope = {
  [Name in Permission]: 'system' extends (typeof holders)[Name][number] ? Name : never
}[Permission]
export const scopes = Object.keys(holders).filter(isScope)

export function isScope(name: string): name is Scope {
  const held: Partial<Record<string, readonly Holder[]>> = holders
  return held[name]?.includes('system') ?? false
}

/** Whether the actor may; screens ask this to decide which controls are live. */
export const may = (ctx: Pick<Ctx, 'actor'>, permission: Permission): boolean => {
  const { actor } = ctx
  const held: readonly Holder[] = holders[permission]
  if (actor.kind === 'staff' && held.includes(`staff/${actor.role}`)) return true
  if (actor.kind === 'support' && held.includes(`support/${actor.page}`)) return true
  if (actor.kind === 'system')
    return actor.scopes.some((scope) => scope === permission) && held.includes('system')
  return held.includes(actor.kind)
}

/** The roles of staff that hold a permission. */
export const rolesWith = (permission: Permission): StaffRole[] => {
  const held: readonly Holder[] = holders[permission]
  return staffRoles.filter((role) => held.includes(`staff/${role}`))
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
