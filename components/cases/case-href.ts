import type { CaseType } from '#domain/cases/schema.ts'

/** The address of the customer's page of a case. */
export const caseHref = (type: CaseType, id: string) =>
  type === 'request' ? (`/requests/${id}` as const) : (`/complaints/${id}` as const)
