import { z } from 'zod'
import { referenceInput } from '#domain/customers/schema.ts'

/** The customer an address is about. */
export const customerParams = z.object({
  ref: referenceInput.describe(
    "The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number.",
  ),
})
