import Link from 'next/link'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'

/** The footer of every page: how to call the bank, the policy in force, the portal's assumptions. */
export async function Footer({ phone }: { phone: string }) {
  const say = translator(await readerLocale(), 'common.footer')
  return (
    <>
      <span>{say('question', { phone })}</span>
      <Link href="/policy" prefetch={false}>
        {say('policy')}
      </Link>
      <Link href="/about" prefetch={false}>
        {say('about')}
      </Link>
    </>
  )
}
