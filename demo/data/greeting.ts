import { demoAccounts, demoPhones, demoStaff, demoStaffRoles } from './world.ts'

/**
 * What the demo prints when it is ready: its address, and the accounts to sign in with.
 * @param key of a system of the bank, for the machine API.
 */
export const demoGreeting = (address: string, key: string): string => `
Arqau is ready: ${address}

Sign in with one of these numbers; the code arrives in ${address}/demo/inbox
  ${demoPhones.gulsim}   years of history, an open complaint
  ${demoPhones.late}   an answered, an open and a late complaint
  ${demoPhones.empty}   nearly nothing yet

Support staff come in at ${address}/staff and choose who to be; there is no password:
  ${demoAccounts.map((account) => `${demoStaff[account]} ${demoStaffRoles[account]}`).join(', ')}

The bank's systems come in with a key of their own; the API is described at ${address}/developers:
  curl -H 'Authorization: Bearer ${key}' ${address}/api/v1/customers/DEMO-GULSIM/consents
Four invented systems run beside the portal. Three are told of decisions: one applies it at once, one within half a minute,
one fails now and then. Core banking and one of these answer what the desk sends them of a correction; it also sends what it holds for copies.

Everything is kept in .data/ and is there again after a restart. Ctrl+C stops.
`
