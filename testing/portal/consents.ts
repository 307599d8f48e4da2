import { nothing, type PortalRows } from '../portal-row.ts'

export const rows: PortalRows = {
  decide: {
    input: ({ decisionId }) => ({ consent: 'device-location', outcome: 'withdrawn', previousId: decisionId }),
    customer: 'done',
    another: 'conflict',
  },
  follow: { input: nothing, customer: 'done', another: 'done' },
  list: { input: nothing, customer: 'done', another: 'done' },
  withdrawMarketing: { input: nothing, customer: 'done', another: 'conflict' },
}
