export { staffRoles } from '#db/schema/staff.ts'

import type { StaffSession } from '../context.ts'

/** The signed-in member of staff, for the frame of the pages. */
export type StaffMe = Pick<StaffSession, 'staffId' | 'role'>
