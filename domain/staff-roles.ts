import { type StaffRole, staffRoles } from '#db/schema/staff.ts'

export { type StaffRole, staffRoles }

export const isStaffRole = (value: unknown): value is StaffRole => staffRoles.some((role) => role === value)
