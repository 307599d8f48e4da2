import { complaints } from './complaints.ts'
import { consents } from './consents.ts'
import { copies } from './copies.ts'
import { holdings } from './holdings.ts'
import { overview } from './overview.ts'
import { profile } from './profile.ts'
import { requests } from './requests.ts'

/** The browser's API: every operation a signed-in customer's page may call. */
export const portal = { complaints, consents, copies, holdings, overview, profile, requests }
