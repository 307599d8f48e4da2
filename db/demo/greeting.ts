import { demoAccounts, demoPhones, demoStaff, demoStaffRoles } from './world.ts'

/** What the demo prints once it serves: where, and who to sign in as. */
export const demoGreeting = (address: string): string => `
Arqau is ready: ${address}

Sign in with one of these numbers; the code arrives in ${address}/demo/inbox
  ${demoPhones.gulsim}   years of history, an open complaint
  ${demoPhones.late}   an answered, an open and a late complaint
  ${demoPhones.empty}   nearly nothing yet

Support staff come in at ${address}/staff and choose who to be; there is no password:
  ${demoAccounts.map((account) => `${demoStaff[account]} ${demoStaffRoles[account]}`).join(', ')}

Everything is kept in .data/ and is there again after a restart. Ctrl+C stops.
`
