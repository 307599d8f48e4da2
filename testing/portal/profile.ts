import { nothing, type PortalRows } from '../portal-row.ts'

export const rows: PortalRows = {
  endSession: {
    input: () => ({ id: '00000000-0000-4000-8000-000000000000' }),
    customer: 'not-found',
    another: 'not-found',
  },
  endOtherSessions: { input: nothing, customer: 'not-found', another: 'not-found' },
  requestStepUp: { input: nothing, customer: 'done', another: 'not-found' },
  verifyStepUp: { input: () => ({ code: '000000' }), customer: 'invalid', another: 'not-found' },
}
