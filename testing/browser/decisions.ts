import { listConsents } from '#domain/consents/list-consents.ts'
import { recordDecision } from '#domain/consents/record-decision.ts'
import { type Guest, systemContext } from './fixtures.ts'

/** The bank's app tells of a yes while the page is open. */
export async function tell(guest: Guest, consent: string, confirmed = false): Promise<void> {
  const system = await systemContext(guest.ctx.subject)
  await recordDecision(system, {
    consent,
    outcome: 'given',
    previousId: null,
    channel: 'app',
    locale: 'kk',
    confirmed,
  })
}

/** What the database says of a consent: every decision, newest first. */
export async function decided({ ctx }: Guest, consent: string): Promise<string[]> {
  const { groups } = await listConsents(ctx)
  const view = groups.flatMap(({ consents }) => consents).find(({ id }) => id === consent)
  return view?.history.map(({ outcome, channel }) => `${outcome} ${channel}`) ?? []
}
