import type { Metadata } from 'next'
import { requireStaff } from '#api/staff/context.ts'
import { OversightScreen } from '#components/looks/oversight-screen.tsx'
import { oversee } from '#domain/looks/oversee.ts'
import { getTranslations } from '#i18n/translations.ts'
import { StaffPage } from '../frame.tsx'
import { decide } from '../looks/actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('looks.oversight'))('title') }
}

export default async function Oversight() {
  const { ctx } = await requireStaff('looks:oversee')
  return (
    <StaffPage current="oversight">
      <OversightScreen view={await oversee(ctx)} locale={ctx.locale} now={ctx.now} decide={decide} />
    </StaffPage>
  )
}
