import { staffContext } from '#api/staff/context.ts'
import { alertsVersion, readAlerts } from '#app/staff/alerts.ts'

/** The version of the alerts, for open pages of senior staff. Asking does not count as using the session. */
export async function GET(): Promise<Response> {
  const signedIn = await staffContext(false)
  if (!signedIn) return new Response(null, { status: 401 })
  const alerts = await readAlerts(signedIn.ctx)
  return alerts ? new Response(alertsVersion(alerts)) : new Response(null, { status: 403 })
}
