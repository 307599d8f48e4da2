import 'server-only'
import { cookies } from 'next/headers'
import { servedOverTls } from '#config'
import { localeCookie } from '#i18n/locale.ts'
import type { Locale } from '#policy/locale.ts'

const yearSeconds = 365 * 24 * 60 * 60

/** Keeps the language in a cookie, so that pages know it without the database. */
export async function rememberLocale(locale: Locale): Promise<void> {
  const options = {
    maxAge: yearSeconds,
    httpOnly: true,
    sameSite: 'lax',
    secure: servedOverTls(),
    path: '/',
  } as const
  const jar = await cookies()
  jar.set(localeCookie, locale, options)
}
