import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { customerContext } from '#api/session/context.ts'
import { pagePath } from '#api/session/page-path.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { SignInForm } from '#components/account/sign-in-form.tsx'
import { WithPhones } from '#components/ui/phone.tsx'
import { SignInFrame } from '#components/ui/sign-in-frame.tsx'
import { operator } from '#domain/policies/operator.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { services } from '#services'
import { PublicPage } from '../public-page.tsx'
import { takeSignInStep } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'account.sign-in')('title') }
}

export default async function SignIn({ searchParams }: PageProps<'/sign-in'>) {
  const back = pagePath((await searchParams).back)
  if (await customerContext()) redirect(back as Route)
  const [ctx, { config }] = await Promise.all([visitorContext(), services()])
  const say = translator(ctx.locale, 'account.sign-in')
  const { urgentPhone: phone } = operator(ctx)
  const words = {
    title: say('title'),
    intro: say('intro'),
    phone: say('phone'),
    phoneHint: say('phone-hint'),
    send: say('send'),
    sending: say('sending'),
    codeTitle: say('code-title'),
    code: say('code'),
    codeHint: say('code-hint', { time: '%' }),
    iin: say('iin'),
    iinHint: say('iin-hint'),
    enter: say('enter'),
    stepNumber: say('step-number'),
    stepCode: say('step-code'),
    sent: say('sent'),
    change: say('change'),
    resend: say('resend'),
    resendNote: say('resend-note'),
    neverTell: say('never-tell'),
    noPhone: say('no-phone', { phone }),
    bankPhone: phone,
    blockedTitle: say('blocked-title'),
    blockedBack: say('blocked-back'),
  }
  return (
    <PublicPage>
      <SignInFrame
        foot={
          <>
            <Link href="/policy" prefetch={false}>
              {say('policy')}
            </Link>
            <p>
              <WithPhones text={say('urgent', { phone })} numbers={[phone]} />
            </p>
            {config.ARQAU_DEMO && (
              <p>{say.rich('demo', { link: (words) => <Link href="/demo/inbox">{words}</Link> })}</p>
            )}
          </>
        }
      >
        <SignInForm take={takeSignInStep} back={back} words={words} />
      </SignInFrame>
    </PublicPage>
  )
}
