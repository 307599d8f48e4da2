import type { Metadata } from 'next'
import { copyVersion } from '#api/copy-response.ts'
import { requireCustomer } from '#api/session/context.ts'
import { PageFrame } from '#app/(customer)/frame.tsx'
import { stepUpWords } from '#components/account/step-up-words.ts'
import { CopyScreen } from '#components/copies/copy-screen.tsx'
import { KeepFresh } from '#components/shell/keep-fresh.tsx'
import { contactDetails } from '#domain/holdings/contact-details.ts'
import { describeCopy } from '#i18n/describe/copies.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { loadCopy } from './load-copy.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'copies')('title') }
}

export default async function Copy({ params, searchParams }: PageProps<'/copies/[copy]'>) {
  const { copy: copyId } = await params
  const { ctx } = await requireCustomer()
  const [view, { phone }] = await Promise.all([loadCopy(ctx, copyId), contactDetails(ctx)])
  const { code } = await searchParams
  return (
    <PageFrame current="copies">
      {view.progress && (
        <KeepFresh url={`/copies/${view.id}/watch`} version={copyVersion(view)} everySeconds={3} />
      )}
      <CopyScreen
        id={view.id}
        words={describeCopy(ctx.locale, view, ctx.now)}
        stepUp={stepUpWords(ctx.locale, phone)}
        askedForFile={code === '1'}
      />
    </PageFrame>
  )
}
