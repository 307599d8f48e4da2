import { z } from 'zod'
import { endGuardianship } from '#domain/customers/end-guardianship.ts'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { registerGuardian } from '#domain/customers/register-guardian.ts'
import { registrationInput } from '#domain/customers/registration.ts'
import { referenceInput } from '#domain/customers/schema.ts'
import { customerParams } from '../customer-params.ts'
import type { Operation } from '../operation.ts'
import { withAddress } from '../with-address.ts'

const guardianParams = customerParams.extend({
  guardian: referenceInput.describe("The bank's own id of the guardian, who is a customer too."),
})
/** The reference is in the address only. */
const registrationBody = registrationInput.omit({ reference: true })
const customerAnswer = z.object({ customer: z.string().describe('The reference.') })
const guardianAnswer = z.object({ guardianId: z.uuid().describe("The guardian's id in the privacy center.") })

export const customerOperations: readonly Operation[] = [
  {
    id: 'registerCustomer',
    method: 'PUT',
    path: '/customers/{ref}',
    tag: 'Customers',
    summary: 'Register a customer',
    description:
      'Makes a customer known under the bank’s own id, with what they sign in by. Saying the same again changes nothing; an IIN or a reference that is registered otherwise is refused. Another phone replaces the former one: codes go to it alone, sessions end, and the customer is told on both. A phone that the customer has left is refused unless `phoneSince` says that it is theirs again since later. Several customers may have one phone. IIN and phone are kept sealed, and found by keyed hashes.',
    verb: registerCustomer,
    findsCustomer: false,
    params: customerParams,
    body: registrationBody,
    example: {
      params: { ref: 'C-1048' },
      body: { iin: '800101100013', phone: '+7 701 000 01 18', locale: 'kk' },
      answer: { customer: 'C-1048' },
    },
    status: 200,
    answer: customerAnswer,
    async handle(ctx, { params, body }) {
      await registerCustomer(ctx, withAddress(registrationBody, body, { reference: params.ref }))
      return { customer: params.ref }
    },
  },
  {
    id: 'registerGuardian',
    method: 'PUT',
    path: '/customers/{ref}/guardians/{guardian}',
    tag: 'Customers',
    summary: 'Register a guardian',
    description:
      'Tells who answers for the customer by law: a parent, guardian or trustee who is a customer too. Saying the same again changes nothing.',
    verb: registerGuardian,
    params: guardianParams,
    example: {
      params: { ref: 'C-2077', guardian: 'C-1048' },
      answer: { guardianId: '0199aa00-0000-7000-8000-000000000118' },
    },
    status: 200,
    answer: guardianAnswer,
    handle: (ctx, { params }) => registerGuardian(ctx, { guardian: params.guardian }),
  },
  {
    id: 'endGuardianship',
    method: 'DELETE',
    path: '/customers/{ref}/guardians/{guardian}',
    tag: 'Customers',
    summary: 'End a guardianship',
    description: 'Tells that someone no longer answers for the customer. Unknown guardians are 404.',
    verb: endGuardianship,
    params: guardianParams,
    example: {
      params: { ref: 'C-2077', guardian: 'C-1048' },
      answer: { guardianId: '0199aa00-0000-7000-8000-000000000118' },
    },
    status: 200,
    answer: guardianAnswer,
    handle: (ctx, { params }) => endGuardianship(ctx, { guardian: params.guardian }),
  },
]
