import type { PortalRows } from '../portal-row.ts'

export const rows: PortalRows = {
  file: {
    input: () => ({ kind: 'information' }),
    customer: 'done',
    another: 'done',
  },
  write: {
    input: ({ requestId }) => ({ caseId: requestId, text: 'Маркетинг келісімін де.', lastStep: 2 }),
    customer: 'done',
    another: 'not-found',
  },
  withdraw: {
    input: ({ withdrawnRequestId }) => ({ caseId: withdrawnRequestId, lastStep: 2 }),
    customer: 'done',
    another: 'not-found',
  },
}
