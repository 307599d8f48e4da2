import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '#api/session/context.ts'
import { PageFrame } from '#app/(customer)/frame.tsx'
import { ReceiptScreen } from '#components/consents/consent-receipt.tsx'
import { showReceipt } from '#domain/consents/show-receipt.ts'
import type { Ctx } from '#domain/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeReceipt } from '#i18n/describe/receipts.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { services } from '#services'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'consents')('receipt.title') }
}

export default async function ReceiptPage({ params }: PageProps<'/receipts/[id]'>) {
  const { ctx } = await requireCustomer()
  const { config } = await services()
  const receipt = await find(ctx, (await params).id)
  return (
    <PageFrame current="consents" isPaper>
      <ReceiptScreen
        receipt={describeReceipt(ctx.locale, receipt)}
        consent={receipt.consent}
        portal={config.PUBLIC_URL}
      />
    </PageFrame>
  )
}

const find = (ctx: Ctx, id: string) =>
  showReceipt(ctx, { id }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found')) notFound()
    throw error
  })
