import 'server-only'
import { randomUUID } from 'node:crypto'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { authSecrets } from '#config'
import type { Actor, Browser, Ctx } from '#domain/context.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { services } from '#services'
import { browserCookie, clientAddress, deviceName } from './browser.ts'
import { familiarCookie } from './session-cookie.ts'

/** The context of a visitor: a person who has not signed in, or for whom it does not matter. */
export const visitorContext = cache((): Promise<Ctx> => contextFor({ kind: 'visitor' }, null))

/** The context of this request for a given actor. */
export async function contextFor(actor: Actor, subject: string | null): Promise<Ctx> {
  const [{ database, keys, config }, head, jar] = await Promise.all([services(), headers(), cookies()])
  const secret = jar.get(browserCookie)?.value
  const familiar = familiarCookie.open(authSecrets(config), jar.get(familiarCookie.name)?.value ?? '')
  const [hash = null, otherHash] = secret ? keys.lookups('browser', secret) : []
  const browser: Browser = {
    hash,
    otherHash,
    device: deviceName(head.get('user-agent')),
    address: clientAddress(head.get('x-forwarded-for'), config.TRUSTED_PROXIES),
    gpc: head.get('sec-gpc') === '1',
    ...(familiar && { familiar }),
  }
  return {
    actor,
    subject,
    locale: await readerLocale(),
    now: new Date(),
    requestId: head.get('x-request-id') ?? randomUUID(),
    browser,
    db: database.db,
    keys,
    ...(!config.SCANNER_URL && { opensUnscanned: true as const }),
  }
}
