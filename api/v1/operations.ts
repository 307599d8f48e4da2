import type { Operation } from './operation.ts'
import { automatedDecisionOperations } from './operations/automated-decisions.ts'
import { complaintOperations } from './operations/complaints.ts'
import { consentOperations } from './operations/consents.ts'
import { customerOperations } from './operations/customers.ts'
import { eventOperations } from './operations/events.ts'
import { holdingOperations } from './operations/holdings.ts'
import { importOperations } from './operations/imports.ts'
import { measureOperations } from './operations/measures.ts'
import { disclosureOperations } from './operations/recipients.ts'
import { restrictionOperations } from './operations/restrictions.ts'
import { stateServiceOperations } from './operations/state-service.ts'
import { taskOperations } from './operations/tasks.ts'

/** The machine API, version 1: every operation there is, in the order of the document. */
export const operations: readonly Operation[] = [
  ...consentOperations,
  ...customerOperations,
  ...measureOperations,
  ...holdingOperations,
  ...complaintOperations,
  ...restrictionOperations,
  ...taskOperations,
  ...disclosureOperations,
  ...automatedDecisionOperations,
  ...importOperations,
  ...eventOperations,
  ...stateServiceOperations,
]
