import type { Metadata } from 'next'
import { requireStaff } from '#api/staff/context.ts'
import { SystemsScreen } from '#components/systems/systems-screen.tsx'
import { may } from '#domain/access.ts'
import { listSilentSystems } from '#domain/restrictions/list-silent-systems.ts'
import { listSystems } from '#domain/systems/list-systems.ts'
import { describeSilent } from '#i18n/describe/restrictions.ts'
import { describeSystemLine } from '#i18n/describe/systems.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'systems')('title') }
}

export default async function Systems() {
  const { ctx } = await requireStaff(listSystems.permission)
  const [{ systems, can }, silent] = await Promise.all([
    listSystems(ctx),
    may(ctx, listSilentSystems.permission) ? listSilentSystems(ctx) : [],
  ])
  return (
    <StaffPage current="systems">
      <SystemsScreen
        systems={systems.map((line) => describeSystemLine(ctx.locale, line, ctx.now))}
        silent={silent.map(({ id, ...one }) => ({ id, text: describeSilent(ctx.locale, one) }))}
        can={can}
      />
    </StaffPage>
  )
}
