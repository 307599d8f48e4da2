import { finishStaffSignIn } from '#api/staff/auth.ts'

/** The address to which the identity provider sends staff back. */
export const GET = finishStaffSignIn
