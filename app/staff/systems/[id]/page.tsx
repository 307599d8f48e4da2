import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireStaff } from '#api/staff/context.ts'
import { StaffPage } from '#app/staff/frame.tsx'
import { SystemScreen } from '#components/systems/system-screen.tsx'
import { isRefusal } from '#domain/errors.ts'
import { showSystem } from '#domain/systems/show-system.ts'
import { describeSystem } from '#i18n/describe/systems.ts'
import {
  changeReceiver,
  issue,
  pause,
  remove,
  rename,
  resume,
  revoke,
  rotate,
  sendAgain,
  sendTest,
  stop,
  subscribe,
} from '../actions.ts'

/** The title and the page share one look-up. */
const load = cache(async (systemId: string, late: string | string[] | undefined) => {
  const { ctx } = await requireStaff(showSystem.permission)
  try {
    return { ctx, view: await showSystem(ctx, { systemId, late }) }
  } catch (error) {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    throw error
  }
})

type Props = PageProps<'/staff/systems/[id]'>

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { view } = await load((await params).id, (await searchParams).late)
  return { title: view.name }
}

export default async function System({ params, searchParams }: Props) {
  const { late } = await searchParams
  const { ctx, view } = await load((await params).id, late)
  return (
    <StaffPage current="systems">
      <SystemScreen
        view={view}
        words={describeSystem(ctx.locale, view, ctx.now)}
        continued={late !== undefined}
        actions={{
          rename,
          issue,
          revoke,
          subscribe,
          changeReceiver,
          rotate,
          stop,
          sendTest,
          remove,
          pause,
          resume,
          sendAgain,
        }}
      />
    </StaffPage>
  )
}
