import Link from 'next/link'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { WithPhones } from '../ui/phone.tsx'

/** The footer of every page: how to call the bank, the policy in force, the portal, the way back up; in the demo, that it is one. */
export async function Footer({ phone, demo }: { phone: string; demo: boolean }) {
  const say = translator(await readerLocale(), 'common.footer')
  return (
    <>
      <span>
        <WithPhones text={say('question', { phone })} numbers={[phone]} />
      </span>
      <Link href="/policy" prefetch={false}>
        {say('policy')}
      </Link>
      <Link href="/about" prefetch={false}>
        {say('about')}
      </Link>
      {demo && <span>{say('demo')}</span>}
      <a href="#main">{say('top')}</a>
    </>
  )
}
