import { ComplaintsScreen } from '#components/complaints/complaints-screen.tsx'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { describeRow } from '#i18n/describe/complaints.ts'
import { type BodyProps, enter } from './door.ts'

/** The customer's complaints. */
export async function ComplaintsBody({ ctx }: Pick<BodyProps, 'ctx'>) {
  enter(ctx)
  const complaints = await listComplaints(ctx)
  return <ComplaintsScreen complaints={complaints.map((one) => describeRow(ctx.locale, one, ctx.now))} />
}
