'use server'

import { customerContext } from '#api/session/context.ts'
import { rememberLocale } from '#api/session/locale-cookie.ts'
import { changeLocale } from '#domain/customers/change-locale.ts'
import { isLocale } from '#i18n/locale.ts'

/** Switches the portal's language for this browser, and in the profile of a signed-in customer. */
export async function chooseLanguage(form: FormData): Promise<void> {
  const locale = form.get('locale')
  if (!isLocale(locale)) return
  const signedIn = await customerContext()
  if (signedIn) await changeLocale(signedIn.ctx, { locale })
  await rememberLocale(locale)
}
