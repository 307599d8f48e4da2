import type { Metadata } from 'next'
import { requireStaff } from '#api/staff/context.ts'
import { DeskLooksScreen } from '#components/looks/desk-looks-screen.tsx'
import { listDeskLooks } from '#domain/looks/show-desk-look.ts'
import { describeLookRow } from '#i18n/describe/looks.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'looks')('list') }
}

export default async function DeskLooks() {
  const { ctx } = await requireStaff(listDeskLooks.permission)
  const looks = await listDeskLooks(ctx)
  const rows = (open: boolean) =>
    looks
      .filter(({ until }) => (until !== null) === open)
      .map((look) => describeLookRow(ctx.locale, look, ctx.now))
  return (
    <StaffPage current="looks">
      <DeskLooksScreen open={rows(true)} over={rows(false)} />
    </StaffPage>
  )
}
