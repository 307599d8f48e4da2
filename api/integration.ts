import { consentOperations } from './integration/consents.ts'
import { customerOperations } from './integration/customers.ts'
import { disclosureOperations } from './integration/disclosures.ts'
import { eventOperations } from './integration/events.ts'
import { holdingOperations } from './integration/holdings.ts'
import { importOperations } from './integration/imports.ts'
import type { Operation } from './integration/operation.ts'
import { stateServiceOperations } from './integration/state-service.ts'

/** The machine API, version 1: every operation there is, in the order of the document. */
export const operations: readonly Operation[] = [
  ...customerOperations,
  ...holdingOperations,
  ...consentOperations,
  ...disclosureOperations,
  ...importOperations,
  ...eventOperations,
  ...stateServiceOperations,
]
