import { complaints } from './portal/complaints.ts'
import { consents } from './portal/consents.ts'
import { holdings } from './portal/holdings.ts'
import { overview } from './portal/overview.ts'
import { profile } from './portal/profile.ts'

/** The browser's API: every operation a signed-in customer's page may call. */
export const portal = { complaints, consents, holdings, overview, profile }
