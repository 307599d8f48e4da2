import { rolesWith } from '../permissions.ts'

/** The roles that answer complaints, and so can be given one. */
export const answeringRoles = rolesWith('complaints:answer')
