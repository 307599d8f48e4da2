import { markOf } from '#domain/limits.ts'
import { networkOf } from '#domain/network.ts'
import { log } from '#log'
import { services } from '#services'
import { isSameOrigin } from './same-origin.ts'
import { clientAddress } from './session/browser.ts'

/** Whether a request comes from a page of this portal. One that does not is noted in the log. */
export async function isOwnOrigin(headers: Headers): Promise<boolean> {
  const { config, keys } = await services()
  if (isSameOrigin(headers, config.PUBLIC_URL)) return true
  const network = networkOf(clientAddress(headers.get('x-forwarded-for'), config.TRUSTED_PROXIES))
  log.warn(
    { requestId: headers.get('x-request-id'), address: markOf({ keys }, network) },
    'a request of another origin was refused',
  )
  return false
}
