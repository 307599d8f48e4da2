import { finishStaffSignIn } from '#api/staff/auth.ts'

/** Where the staff's identity provider sends them back to. */
export const GET = finishStaffSignIn
