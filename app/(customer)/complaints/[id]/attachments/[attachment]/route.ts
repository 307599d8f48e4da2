import { customerAttachment } from '#app/(customer)/customer-attachment.ts'

/** A file of a complaint, to whom it belongs. */
export async function GET(
  _: Request,
  { params }: RouteContext<'/complaints/[id]/attachments/[attachment]'>,
): Promise<Response> {
  return customerAttachment(await params)
}
