import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { PageFrame } from '#app/(customer)/frame.tsx'
import { CertificatePage } from '#app/shared-pages/certificate.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'deletions.certificate')('title') }
}

export default async function Certificate({ params }: PageProps<'/requests/[id]/certificate'>) {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="requests" isPaper>
      <CertificatePage ctx={ctx} id={(await params).id} />
    </PageFrame>
  )
}
