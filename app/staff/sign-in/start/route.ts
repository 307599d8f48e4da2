import type { NextRequest } from 'next/server'
import { beginStaffSignIn } from '#api/staff/auth.ts'

/** Leads to the bank's sign-in system: `then` is the page to come back to, `fresh` asks for the password again. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<Response> {
  return beginStaffSignIn(searchParams.get('then'), searchParams.has('fresh'))
}
