import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { requireStaff } from '#api/staff/context.ts'
import { ActivityPage } from '#app/shared-pages/activity.tsx'
import { CertificatePage } from '#app/shared-pages/certificate.tsx'
import { ComplaintPage } from '#app/shared-pages/complaint.tsx'
import { ComplaintsPage } from '#app/shared-pages/complaints.tsx'
import { ConsentsPage } from '#app/shared-pages/consents.tsx'
import { DataInLookPage } from '#app/shared-pages/data-in-look.tsx'
import { OverviewPage } from '#app/shared-pages/overview.tsx'
import type { Search } from '#app/shared-pages/props.ts'
import { RecipientsPage } from '#app/shared-pages/recipients.tsx'
import { RequestPage } from '#app/shared-pages/request.tsx'
import { RequestsPage } from '#app/shared-pages/requests.tsx'
import { SettingsPage } from '#app/shared-pages/settings.tsx'
import { hasRows } from '#components/shell/nav.ts'
import { enterLook } from '#components/shell/portal-link.tsx'
import { isRefusal } from '#domain/errors.ts'
import { openPage, type SupportCtx } from '#domain/looks/open-page.ts'
import type { LookPage } from '#domain/looks/schema.ts'
import { lookPages } from '#domain/looks/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { revealByReason } from '../actions.ts'
import { LookPageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'looks.view')('band.label') }
}

interface Asked {
  ctx: SupportCtx
  search: Search
  /** The parts of the address after the page. */
  rest: string[]
}

const pages: Record<LookPage, (asked: Asked) => ReactNode> = {
  overview: ({ ctx }) => <OverviewPage ctx={ctx} />,
  data: ({ ctx, search }) => (
    <DataInLookPage ctx={ctx} search={search} reveal={revealByReason.bind(null, ctx.actor.lookId)} />
  ),
  consents: (asked) => <ConsentsPage {...asked} />,
  recipients: (asked) => <RecipientsPage {...asked} />,
  complaints: ({ ctx, search, rest: [id] }) =>
    id ? <ComplaintPage ctx={ctx} search={search} id={id} /> : <ComplaintsPage ctx={ctx} />,
  requests: ({ ctx, search, rest: [id, below] }) => {
    if (!id) return <RequestsPage ctx={ctx} />
    return below ? <CertificatePage ctx={ctx} id={id} /> : <RequestPage ctx={ctx} search={search} id={id} />
  },
  activity: (asked) => <ActivityPage {...asked} />,
  settings: ({ ctx }) => <SettingsPage ctx={ctx} />,
}

/** Whether the rest of an address names nothing, a row of the page, or the certificate of a request. */
const isBelow = (page: LookPage, [id, below, ...more]: string[]): boolean =>
  id === undefined ||
  (hasRows(page) &&
    more.length === 0 &&
    (below === undefined || (page === 'requests' && below === 'certificate')))

/**
 * A page of a customer in a look: opening it is logged first, then it is read with the support context. A look that is
 * over leads to the page that says so.
 */
export default async function View({ params, searchParams }: PageProps<'/staff/view/[look]/[[...page]]'>) {
  const { ctx: staff } = await requireStaff(openPage.permission)
  const [{ look: lookId, page: path }, search] = await Promise.all([params, searchParams])
  const [name, ...rest] = path ?? []
  const page = lookPages.find((one) => one === name)
  if (!page || !isBelow(page, rest)) notFound()
  const opened = await openPage(staff, { lookId, page }).catch((error: unknown) => {
    if (isRefusal(error, 'locked')) redirect(`/staff/looks/${lookId}`)
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    if (isRefusal(error, 'forbidden')) return null
    throw error
  })
  if (!opened) redirect(`/staff/looks/${lookId}?closed=${page}`)
  const { ctx, look } = opened
  enterLook({ lookId, pages: ctx.actor.pages })
  return (
    <LookPageFrame ctx={ctx} look={look}>
      {pages[page]({ ctx, search, rest })}
    </LookPageFrame>
  )
}
