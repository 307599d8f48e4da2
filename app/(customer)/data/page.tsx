import type { Metadata } from 'next'
import { requireCustomer } from '#api/context.ts'
import { DataScreen } from '#components/customer/data-screen.tsx'
import { listHoldings } from '#domain/holdings/list-holdings.ts'
import { getTranslations } from '#i18n/translations.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('data'))('title') }
}

export default async function DataPage({ searchParams }: PageProps<'/data'>) {
  const { ctx } = await requireCustomer()
  const view = await listHoldings(ctx, await searchParams)
  return (
    <PageFrame current="/data">
      <DataScreen view={view} />
    </PageFrame>
  )
}
