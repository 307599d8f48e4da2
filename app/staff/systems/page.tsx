import type { Metadata } from 'next'
import { requireStaff } from '#api/staff/context.ts'
import { SystemsScreen } from '#components/systems/systems-screen.tsx'
import { listSystems } from '#domain/systems/list-systems.ts'
import { getTranslations } from '#i18n/translations.ts'
import { StaffPage } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('systems'))('title') }
}

export default async function Systems() {
  const { ctx } = await requireStaff('systems:show')
  return (
    <StaffPage current="systems">
      <SystemsScreen view={await listSystems(ctx)} locale={ctx.locale} now={ctx.now} />
    </StaffPage>
  )
}
