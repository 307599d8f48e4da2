import { RequestsScreen } from '#components/requests/requests-screen.tsx'
import { listRequests } from '#domain/requests/list-requests.ts'
import { describeRequests } from '#i18n/describe/requests.ts'
import type { SharedPageProps } from './props.ts'

export async function RequestsPage({ ctx }: Pick<SharedPageProps, 'ctx'>) {
  const view = await listRequests(ctx)
  return <RequestsScreen words={describeRequests(ctx.locale, view, ctx.now)} live={view.live} />
}
