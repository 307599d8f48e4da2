import type { ActorKind } from '#db/schema/activity.ts'
import type { LookPage } from '#db/schema/looks.ts'
import type { StaffRole } from '#db/schema/staff.ts'
import { staffRoles } from '#db/schema/staff.ts'
import { storedScopes } from '#db/schema/systems.ts'

/** An actor's kind; for staff with the role, such as `staff/officer`, for support with the page, such as `support/data`. */
export type Holder = ActorKind | `staff/${StaffRole}` | `support/${LookPage}`

/** The staff who work on customers' complaints. */
const desks = ['staff/agent', 'staff/supervisor', 'staff/officer'] as const

/** The staff who oversee looks, decide on measures about a sign-in and lift restrictions. */
const overseers = ['staff/supervisor', 'staff/officer'] as const

/** The staff who connect the bank's systems, and those who oversee that systems apply decisions. */
const systemStaff = ['staff/administrator', 'staff/officer'] as const

/** Every permission with its holders. A verb names exactly one. */
export const holders = {
  'activity:list': ['customer', 'support/activity'],
  'attachments:scan': ['worker'],
  'automated-decisions:list': ['customer'],
  'automated-decisions:record': ['system'],
  'cases:answer': desks,
  'cases:attach': ['customer'],
  'complaints:enter': [...desks, 'system'],
  'complaints:file': ['customer'],
  'complaints:list': ['customer', 'support/complaints'],
  'cases:oversee': ['staff/officer'],
  'cases:open-file': ['customer', ...desks],
  'cases:release': ['worker'],
  'cases:remind': ['worker'],
  'complaints:write': ['customer'],
  'consents:check': ['system'],
  'consents:choose': ['customer'],
  'consents:decide': ['system'],
  'consents:end': ['worker'],
  'consents:expire': ['worker'],
  'consents:list': ['customer', 'support/consents'],
  'contacts:take': desks,
  'copies:ask': ['customer'],
  'copies:erase': ['worker'],
  'copies:list': ['customer'],
  'copies:make': ['worker'],
  'copies:open': ['customer'],
  'customers:find': desks,
  'customers:locate': ['key-check'],
  'customers:register': ['system'],
  'deletions:approve': overseers,
  'deletions:carry-out': ['worker'],
  'deletions:propose': desks,
  'deliveries:confirm': ['system'],
  'deliveries:make': ['worker'],
  'deliveries:oversee': ['staff/officer'],
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
  'keys:check': ['worker'],
  'keys:exchange': ['worker'],
  'looks:acknowledge': ['customer'],
  'looks:answer': ['customer'],
  'looks:approve': overseers,
  'looks:ask': desks,
  'looks:end': ['customer', ...desks],
  'looks:enter': ['support'],
  'looks:expire': ['worker'],
  'looks:list': ['customer'],
  'looks:open': desks,
  'looks:oversee': overseers,
  'looks:review': ['staff/officer'],
  'looks:settle': ['staff/officer'],
  'looks:start': desks,
  'measures:answer': overseers,
  'measures:ask': desks,
  'measures:take': ['system'],
  'messages:read-demo': ['worker'],
  'messages:send': ['worker'],
  'overview:dismiss': ['customer'],
  'overview:show': ['customer', 'support/overview'],
  'policies:publish': ['worker', 'staff/officer'],
  'policies:show': ['visitor', 'customer', 'staff-sign-in', 'staff', 'support', 'worker'],
  'profile:change': ['customer'],
  'profile:show': ['customer', 'support/settings'],
  'records:send': ['system'],
  'requests:enter': desks,
  'requests:file': ['customer'],
  'requests:list': ['customer', 'support/requests'],
  'requests:write': ['customer'],
  'restrictions:check': ['system'],
  'restrictions:lift': overseers,
  'restrictions:put': ['system'],
  'restrictions:report': ['system'],
  'restrictions:set': desks,
  'sessions:end': ['customer'],
  'sessions:list': ['customer', 'support/settings'],
  'sessions:resume': ['customer'],
  'sign-in:request': ['visitor'],
  'sign-in:verify': ['visitor'],
  'sign-ins:oversee': ['staff/officer'],
  'staff:resume': ['staff-sign-in'],
  'staff:sign-in': ['staff-sign-in'],
  'staff:sign-out': ['staff'],
  'state-service:answer': ['worker'],
  'state-service:ask': ['system'],
  'state-service:withdraw': ['system'],
  'step-up:request': ['customer'],
  'step-up:verify': ['customer'],
  'systems:keep': ['staff/administrator'],
  'systems:resume': ['key-check'],
  'systems:show': systemStaff,
  'tasks:answer': ['system'],
  'upkeep:purge': ['worker'],
} as const satisfies Record<string, readonly Holder[]>

export type Permission = keyof typeof holders
const isPermission = (name: string): name is Permission => Object.hasOwn(holders, name)
export const permissions = Object.keys(holders).filter(isPermission)

/** The permissions that a system can hold. */
export type Scope = {
  [Name in Permission]: 'system' extends (typeof holders)[Name][number] ? Name : never
}[Permission]
export const scopes: readonly Scope[] = storedScopes
/** The permissions that a key can carry: all but the one the portal uses itself, in the state service's name. */
export const keyScopes = scopes.filter((scope) => scope !== 'state-service:withdraw')

export const isScope = (name: string): name is Scope => scopes.some((scope) => scope === name)

/** The roles of staff that hold a permission. */
export const rolesWith = (permission: Permission): StaffRole[] => {
  const held: readonly Holder[] = holders[permission]
  return staffRoles.filter((role) => held.includes(`staff/${role}`))
}
