import type { StaffRole } from '#db/schema/staff.ts'
import { type DemoStaff, demoAccounts, demoStaff, demoStaffRoles } from '../data/world.ts'

/** An account at the demo's identity provider. */
export interface Account {
  /** `sub` in its tokens. */
  name: string
  /** Their staff code in the portal; null for an account without a role. */
  staffId: string | null
  role: StaffRole | null
  iin: string | null
}

/** The officer is also a customer of the bank, so that the demo can show that nobody looks at a colleague. */
const iins: Partial<Record<DemoStaff, string>> = { officer: '800101200025' }

export const accounts: readonly Account[] = [
  ...demoAccounts.map((name) => ({
    name,
    staffId: demoStaff[name],
    role: demoStaffRoles[name],
    iin: iins[name] ?? null,
  })),
  { name: 'trainee', staffId: null, role: null, iin: null },
]
