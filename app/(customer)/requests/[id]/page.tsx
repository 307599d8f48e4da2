import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { isUnsent, UnsentPage } from '#app/(customer)/complaints/unsent-page.tsx'
import { PageFrame } from '#app/(customer)/frame.tsx'
import { ownerMark } from '#app/(customer)/page-version.ts'
import { loadRequest, RequestPage } from '#app/shared-pages/request.tsx'
import { casePath } from '#i18n/case-path.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { withdraw, write } from '../actions.ts'

export async function generateMetadata({ params }: PageProps<'/requests/[id]'>): Promise<Metadata> {
  const { id } = await params
  if (await isUnsent()) return {}
  const { ctx } = await requireCustomer()
  const { reference } = await loadRequest(ctx, id)
  return { title: translator(await readerLocale(), 'requests')('page-title', { reference }) }
}

export default async function Request({ params, searchParams }: PageProps<'/requests/[id]'>) {
  const { id } = await params
  if (await isUnsent()) return <UnsentPage action={write} at={`/requests/${id}`} />
  const { ctx, me } = await requireCustomer()
  const { reference } = await loadRequest(ctx, id)
  return (
    <PageFrame current="requests" path={casePath(reference)} isPaper>
      <RequestPage
        ctx={ctx}
        search={await searchParams}
        id={id}
        actions={{ write, withdraw, owner: ownerMark(ctx, me) }}
      />
    </PageFrame>
  )
}
