import { randomUUID } from 'node:crypto'
import type { StaffRole } from '#db/schema/staff.ts'
import { type Ctx, noBrowser } from '#domain/context.ts'
import { scopes } from '#domain/permissions.ts'
import { dayMs } from '#policy/days.ts'
import type { Locale } from '#policy/locale.ts'
import type { Catalogue } from '#policy/schema.ts'

export type DemoCustomer = 'gulsim' | 'empty' | 'late' | 'serik' | 'irina' | 'mark'

/** Invented people: their IINs are of people born in the 1800s, their phone numbers belong to nobody. */
export const demoPhones: Record<DemoCustomer, string> = {
  gulsim: '+77010000118',
  empty: '+77010000225',
  late: '+77010000332',
  serik: '+77010000554',
  irina: '+77010000661',
  mark: '+77010000778',
}
export const demoIins: Record<DemoCustomer, string> = {
  gulsim: '800101100013',
  empty: '800101100033',
  late: '800101200001',
  serik: '800202100111',
  irina: '800404200334',
  mark: '800303100224',
}

/** The bank's own id of a demo customer. */
export const demoReference = (customer: DemoCustomer): string => `DEMO-${customer.toUpperCase()}`

/** The language each chose in the portal. */
export const demoLocales: Record<DemoCustomer, Locale> = {
  gulsim: 'kk',
  empty: 'kk',
  late: 'kk',
  serik: 'kk',
  irina: 'ru',
  mark: 'en',
}

/** The staff codes of the demo's invented staff, by their account at the demo's identity provider. */
export const demoStaff = {
  agent: 'Қ-101',
  agent2: 'Қ-102',
  supervisor: 'Қ-103',
  supervisor2: 'Қ-104',
  officer: 'Қ-105',
  administrator: 'Қ-106',
} as const
export type DemoStaff = keyof typeof demoStaff
export const demoStaffRoles: Record<DemoStaff, StaffRole> = {
  agent: 'agent',
  agent2: 'agent',
  supervisor: 'supervisor',
  supervisor2: 'supervisor',
  officer: 'officer',
  administrator: 'administrator',
}
export const demoAccounts = Object.keys(demoStaff).filter((name): name is DemoStaff => name in demoStaff)

/** The contexts for the demo's past. Demo data is made by calling the verbs, so it has audit rows. */
export interface DemoWorld {
  now: Date
  catalogue: Catalogue
  /** The customer in their own browser. */
  as(customer: DemoCustomer, at: Date): Ctx
  /** A system of the bank, about one customer. */
  system(customer: DemoCustomer, at: Date): Ctx
  /** A member of staff, about one customer: the agent unless `who` says otherwise. */
  staff(customer: DemoCustomer, at: Date, who?: DemoStaff): Ctx
  worker(at: Date): Ctx
  /** So many days before now. */
  daysAgo(days: number): Date
}

export function demoWorld(
  base: Pick<Ctx, 'db' | 'keys'>,
  catalogue: Catalogue,
  now: Date,
  customers: Record<DemoCustomer, string>,
): DemoWorld {
  const ctx = (actor: Ctx['actor'], subject: string | null, at: Date): Ctx => ({
    ...base,
    actor,
    subject,
    locale: 'kk',
    now: at,
    requestId: randomUUID(),
    browser: { ...noBrowser, device: 'Chrome, Android', address: '192.0.2.18' },
  })
  return {
    now,
    catalogue,
    as: (customer, at) =>
      ctx({ kind: 'customer', sessionId: randomUUID(), verifiedAt: at }, customers[customer], at),
    system: (customer, at) =>
      ctx({ kind: 'system', systemId: 'core-banking', scopes }, customers[customer], at),
    staff: (customer, at, who = 'agent') =>
      ctx(
        {
          kind: 'staff',
          staffId: demoStaff[who],
          role: demoStaffRoles[who],
          sessionId: randomUUID(),
          authenticatedAt: at,
        },
        customers[customer],
        at,
      ),
    worker: (at) => ctx({ kind: 'worker' }, null, at),
    daysAgo: (days) => new Date(now.getTime() - days * dayMs),
  }
}

/** The demo's administrator, now. */
export const demoAdministrator = (base: Pick<Ctx, 'db' | 'keys'>): Ctx => ({
  ...base,
  actor: {
    kind: 'staff',
    staffId: demoStaff.administrator,
    role: 'administrator',
    sessionId: randomUUID(),
    authenticatedAt: new Date(),
  },
  subject: null,
  locale: 'kk',
  now: new Date(),
  requestId: randomUUID(),
  browser: noBrowser,
})
