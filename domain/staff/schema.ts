import type { StaffSession } from '../context.ts'

/** Who sits at a desk, as the frame shows them. */
export type StaffMe = Pick<StaffSession, 'staffId' | 'role'>
