import type { PortalRows } from '../portal-row.ts'

const unknown = () => ({ copyId: '00000000-0000-4000-8000-000000000000' })

export const rows: PortalRows = {
  ask: { input: () => ({}), customer: 'done', another: 'done' },
  end: { input: unknown, customer: 'not-found', another: 'not-found' },
  prepareDownload: { input: unknown, customer: 'not-found', another: 'not-found' },
}
