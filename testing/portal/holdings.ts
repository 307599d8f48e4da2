import type { PortalRows } from '../portal-row.ts'

export const rows: PortalRows = {
  reveal: { input: () => ({ field: 'email' }), customer: 'done', another: 'not-found' },
}
