import type { StaffRole } from '../context.ts'

/** The roles a member of staff can have here, the one with the widest say first. */
export const staffRoles = ['officer', 'supervisor', 'agent', 'administrator'] as const satisfies StaffRole[]

export const isStaffRole = (value: unknown): value is StaffRole => staffRoles.some((role) => role === value)
