import type { NextRequest } from 'next/server'
import { beginStaffSignIn } from '#api/staff/auth.ts'

/** The way to the bank's sign-in system: `then` is the desk to come back to, `fresh` asks to prove it is you. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<Response> {
  return beginStaffSignIn(searchParams.get('then'), searchParams.has('fresh'))
}
