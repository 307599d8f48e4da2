import type { Metadata } from 'next'
import { requireStaff } from '#api/staff/context.ts'
import { OversightScreen } from '#components/looks/oversight-screen.tsx'
import { oversee } from '#domain/looks/oversee.ts'
import { describeOversight } from '#i18n/describe/oversight.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'
import { decide } from '../looks/actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'looks.oversight')('title') }
}

export default async function Oversight() {
  const { ctx } = await requireStaff(oversee.permission)
  const view = await oversee(ctx)
  return (
    <StaffPage current="oversight">
      <OversightScreen
        words={describeOversight(ctx.locale, view, ctx.now)}
        volumes={view.volumes}
        decide={decide}
      />
    </StaffPage>
  )
}
