/** Everything of the owner's that an input can name. */
export interface Owned {
  caseId: string
  /** One that no other row changes. */
  solvedComplaintId: string
  /** Two requests: to one is written, the other is taken back. */
  requestId: string
  withdrawnRequestId: string
  attachmentId: string
  /** The latest about `device-location`, which was given; no other row changes it. */
  decisionId: string
}
type Answer = 'done' | 'forbidden' | 'not-found' | 'conflict' | 'invalid'
export interface PortalRow {
  input: (owned: Owned) => unknown
  /** For the customer who owns what the input names. */
  customer: Answer
  /** For another customer with the very same input: never the owner's row. */
  another: Answer
}

/**
 * The rows of the authorization matrix for the operations of one subject, by their names. Each file of `testing/portal`
 * has those of the subject it is named after; `api/portal/portal.test.ts` reads them all.
 */
export type PortalRows = Record<string, PortalRow>

export const nothing = () => undefined
