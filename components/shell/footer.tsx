import Link from 'next/link'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'

/** How to reach a person, the policy in force and what the portal assumes: at the foot of every page. */
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
