import Link from 'next/link'
import { getTranslations } from '#i18n/translations.ts'

/** How to reach a person, the policy in force and what the portal assumes: at the foot of every page. */
export async function Footer({ phone }: { phone: string }) {
  const say = await getTranslations('common.footer')
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
