import type { Route } from 'next'
import { may } from '#domain/access.ts'
import type { Ctx } from '#domain/context.ts'
import type { Permission } from '#domain/permissions.ts'

/** The sections of the staff's pages, in the order of their menu: where each is, and what it asks for. */
export const sections = {
  complaints: { href: '/staff/complaints', permission: 'complaints:answer' },
  customers: { href: '/staff/customers', permission: 'customers:find' },
  looks: { href: '/staff/looks', permission: 'looks:ask' },
  oversight: { href: '/staff/oversight', permission: 'looks:oversee' },
  systems: { href: '/staff/systems', permission: 'systems:show' },
} as const satisfies Record<string, { href: Route; permission: Permission }>
export type StaffSection = keyof typeof sections

const isSection = (name: string): name is StaffSection => Object.hasOwn(sections, name)

/** The sections that the signed-in member of staff may open. */
export const openSections = (ctx: Ctx): StaffSection[] =>
  Object.keys(sections)
    .filter(isSection)
    .filter((section) => may(ctx, sections[section].permission))
