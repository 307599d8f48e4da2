import { staffContext } from '#api/staff/context.ts'

/** Whether the staff session is still valid, for open pages of those who have no alerts. Asking does not count as using it. */
export async function GET(): Promise<Response> {
  return new Response(null, { status: (await staffContext(false)) ? 204 : 401 })
}
