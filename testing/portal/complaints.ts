import type { PortalRows } from '../portal-row.ts'

const png = new File([Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10])], 'x.png', { type: 'image/png' })

export const rows: PortalRows = {
  attach: { input: () => ({ file: png }), customer: 'invalid', another: 'invalid' },
  detach: {
    input: ({ attachmentId }) => ({ id: attachmentId }),
    customer: 'done',
    another: 'not-found',
  },
  file: {
    input: () => ({ kind: 'ordinary', text: 'Нөмірімді кім берді?' }),
    customer: 'done',
    another: 'done',
  },
  write: {
    input: ({ caseId }) => ({ caseId, text: 'Тағы бір сұрақ бар.', lastStep: 2 }),
    customer: 'done',
    another: 'not-found',
  },
  withdraw: {
    input: ({ solvedComplaintId }) => ({ caseId: solvedComplaintId, lastStep: 2 }),
    customer: 'done',
    another: 'not-found',
  },
}
