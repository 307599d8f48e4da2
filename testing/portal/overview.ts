import type { PortalRows } from '../portal-row.ts'

export const rows: PortalRows = {
  dismiss: { input: () => ({ suggestion: 'unknown' }), customer: 'invalid', another: 'invalid' },
}
