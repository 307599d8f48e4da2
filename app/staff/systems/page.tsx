import type { Metadata } from 'next'
import { requireStaff } from '#api/staff/context.ts'
import { SystemsScreen } from '#components/systems/systems-screen.tsx'
import { listSystems } from '#domain/systems/list-systems.ts'
import { describeSystemLine } from '#i18n/describe/systems.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'systems')('title') }
}

export default async function Systems() {
  const { ctx } = await requireStaff(listSystems.permission)
  const { systems, can } = await listSystems(ctx)
  return (
    <StaffPage current="systems">
      <SystemsScreen
        systems={systems.map((line) => describeSystemLine(ctx.locale, line, ctx.now))}
        can={can}
      />
    </StaffPage>
  )
}
