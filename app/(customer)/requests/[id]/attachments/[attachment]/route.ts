import { customerAttachment } from '#app/(customer)/customer-attachment.ts'

/** A file of a request, to whom it belongs. */
export async function GET(
  _: Request,
  { params }: RouteContext<'/requests/[id]/attachments/[attachment]'>,
): Promise<Response> {
  return customerAttachment(await params)
}
