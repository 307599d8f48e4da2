import type { Metadata } from 'next'
import { requireStaff } from '#api/staff/context.ts'
import { AssumptionsScreen } from '#components/policies/assumptions.tsx'
import { checkCalendar } from '#domain/policies/check-calendar.ts'
import { listAssumptions } from '#domain/policies/list-assumptions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'policies.about')('assumptions') }
}

export default async function Assumptions() {
  const { ctx } = await requireStaff(listAssumptions.permission)
  const [assumptions, calendarEnd] = await Promise.all([listAssumptions(ctx), checkCalendar(ctx)])
  return (
    <StaffPage current="policy">
      <AssumptionsScreen assumptions={assumptions} calendarEnd={calendarEnd} />
    </StaffPage>
  )
}
