import { openDatabase } from '#db/client.ts'
import { services as portalServices, type Services } from '#services'
import { databaseUrls } from '../accounts.ts'

let opened: Promise<Services> | undefined

/** The services of the journeys' server, with its database as a superuser sees it: for looking at what was written. */
export const services = (): Promise<Services> => (opened ??= open())

async function open(): Promise<Services> {
  const at = await portalServices()
  const { admin } = databaseUrls(at.config.DATABASE_URL ?? '', 'arqau')
  return { ...at, database: await openDatabase({ url: admin }) }
}
