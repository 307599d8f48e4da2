import { entryInput } from '../cases/entry-schema.ts'
import { writtenText } from '../cases/schema.ts'
import { requestKind } from './schema.ts'

/** A request that reached the bank outside the portal, as the desk enters it. */
export const enterRequestInput = entryInput.extend({
  kind: requestKind,
  /** How it was checked that it is the customer who asks; staff alone read it. */
  identity: writtenText('request.identity-empty'),
})
