import { read } from '../transaction.ts'
import { copyTable, obligationTable, profileTable, sessionTable } from './read-account.ts'
import { activityTable } from './read-activity.ts'
import { automatedDecisionTable } from './read-automated-decisions.ts'
import { complaintTable, requestTable } from './read-cases.ts'
import { consentTable } from './read-consents.ts'
import { contactTable } from './read-contacts.ts'
import { disclosureTable } from './read-disclosures.ts'
import { holdingTables } from './read-holdings.ts'
import { lookTable } from './read-looks.ts'
import { recordTables } from './read-records.ts'
import { restrictionTable } from './read-restrictions.ts'
import type { AnyCopyTable, Reading } from './reading.ts'
import { type CopyPart, copyParts } from './schema.ts'

type Make = (reading: Reading) => AnyCopyTable | Promise<AnyCopyTable | AnyCopyTable[]>

/** The tables of each part. */
const makers: Record<CopyPart, Make> = {
  profile: profileTable,
  data: holdingTables,
  records: recordTables,
  restrictions: restrictionTable,
  obligations: obligationTable,
  consents: consentTable,
  disclosures: disclosureTable,
  'automated-decisions': automatedDecisionTable,
  looks: lookTable,
  complaints: complaintTable,
  requests: requestTable,
  contacts: contactTable,
  activity: activityTable,
  sessions: sessionTable,
  copies: copyTable,
}

/** A table with the number of its records. */
export type CountedTable = AnyCopyTable & { records: number }

/** The tables of the chosen parts, counted. */
export async function tablesOf(reading: Reading, parts: readonly CopyPart[]): Promise<CountedTable[]> {
  const chosen = copyParts.filter((part) => parts.includes(part))
  const tables = (await Promise.all(chosen.map((part) => makers[part](reading)))).flat()
  return read(reading.ctx, (tx) =>
    Promise.all(tables.map(async (table) => ({ ...table, records: await table.count(tx) }))),
  )
}
