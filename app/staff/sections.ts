import type { Route } from 'next'
import { may } from '#domain/access.ts'
import { listContacts } from '#domain/contacts/list-contacts.ts'
import type { Ctx } from '#domain/context.ts'
import { listQueue } from '#domain/desk/list-queue.ts'
import { overseeDeadlines } from '#domain/desk/oversee-deadlines.ts'
import { findCustomer } from '#domain/looks/find-customer.ts'
import { oversee } from '#domain/looks/oversee.ts'
import { listDeskLooks } from '#domain/looks/show-desk-look.ts'
import type { Permission } from '#domain/permissions.ts'
import { listAssumptions } from '#domain/policies/list-assumptions.ts'
import { listSprays } from '#domain/sessions/list-sprays.ts'
import { listSystems } from '#domain/systems/list-systems.ts'

/** The sections of the staff's pages, in the order of their menu: where each is, and what its first verb asks for. */
export const staffSections = {
  complaints: { href: '/staff/cases', permission: listQueue.permission },
  deadlines: { href: '/staff/deadlines', permission: overseeDeadlines.permission },
  customers: { href: '/staff/customers', permission: findCustomer.permission },
  contacts: { href: '/staff/contacts', permission: listContacts.permission },
  looks: { href: '/staff/looks', permission: listDeskLooks.permission },
  oversight: { href: '/staff/oversight', permission: oversee.permission },
  'sign-ins': { href: '/staff/sign-ins', permission: listSprays.permission },
  systems: { href: '/staff/systems', permission: listSystems.permission },
  policy: { href: '/staff/policy', permission: listAssumptions.permission },
} as const satisfies Record<string, { href: Route; permission: Permission }>
export type StaffSection = keyof typeof staffSections

const isSection = (name: string): name is StaffSection => Object.hasOwn(staffSections, name)

/** The sections that the signed-in member of staff may open. */
export const openSections = (ctx: Ctx): StaffSection[] =>
  Object.keys(staffSections)
    .filter(isSection)
    .filter((section) => may(ctx, staffSections[section].permission))
