import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { stepUpWords } from '#components/account/step-up-words.ts'
import { CopiesScreen } from '#components/copies/copies-screen.tsx'
import { listCopies } from '#domain/copies/list-copies.ts'
import { contactDetails } from '#domain/holdings/contact-details.ts'
import { describeCopies } from '#i18n/describe/copies.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'copies')('title') }
}

export default async function Copies() {
  const { ctx } = await requireCustomer()
  const [view, { phone }] = await Promise.all([listCopies(ctx), contactDetails(ctx)])
  return (
    <PageFrame current="copies">
      <CopiesScreen
        words={describeCopies(ctx.locale, view, ctx.now)}
        stepUp={stepUpWords(ctx.locale, phone)}
      />
    </PageFrame>
  )
}
