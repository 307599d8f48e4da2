import { ComplaintsScreen } from '#components/complaints/complaints-screen.tsx'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { describeRow } from '#i18n/describe/complaints.ts'
import type { SharedPageProps } from './props.ts'

export async function ComplaintsPage({ ctx }: Pick<SharedPageProps, 'ctx'>) {
  const complaints = await listComplaints(ctx)
  return <ComplaintsScreen complaints={complaints.map((one) => describeRow(ctx.locale, one, ctx.now))} />
}
