import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { localeCookie, pickLocale } from './locale.ts'

/** The language of this request's reader. */
export const readerLocale = cache(async () =>
  pickLocale((await cookies()).get(localeCookie)?.value, (await headers()).get('accept-language')),
)
