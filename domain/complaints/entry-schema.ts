import { z } from 'zod'
import { complaintKinds } from '#db/schema/case-codes.ts'
import { entryInput } from '../cases/entry-schema.ts'

export { complaintKinds }

/** A complaint that reached the bank outside the portal, as the bank enters it. */
export const enterComplaintInput = entryInput.extend({
  kind: z
    .enum(complaintKinds, 'complaint.kind-unknown')
    .default('ordinary')
    .describe('`unauthorised-use` says that someone else used the account or card.'),
})
