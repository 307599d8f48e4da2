import { ComplaintsScreen } from '#components/complaints/complaints-screen.tsx'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { type BodyProps, enter } from './door.ts'

/** The customer's complaints. */
export async function ComplaintsBody({ ctx }: Pick<BodyProps, 'ctx'>) {
  enter(ctx)
  return <ComplaintsScreen complaints={await listComplaints(ctx)} locale={ctx.locale} now={ctx.now} />
}
