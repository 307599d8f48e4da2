import { findCustomer } from '#domain/looks/find-customer.ts'
import { answerMeasure } from '#domain/measures/answer-measure.ts'
import { askForMeasure } from '#domain/measures/ask-for-measure.ts'
import { type MeasureKind, reasonsOf } from '#domain/measures/schema.ts'
import type { Staff } from './looks.ts'
import type { World } from './world.ts'

/** The search by which a member of staff finds the customer. */
export async function searchFor(staff: Staff, { iin }: { iin: string }): Promise<string> {
  const { found } = await findCustomer(staff, { query: iin })
  if (!found) throw new Error('no customer has this IIN')
  return found.search
}

/** An agent asks for a measure about a customer. */
export async function askedMeasure(
  world: World,
  customer: { iin: string },
  kind: MeasureKind,
  rest: object = {},
): Promise<{ agent: Staff; measureId: string; searchId: string }> {
  const agent = await world.signedInStaff()
  const searchId = await searchFor(agent, customer)
  const asked = { searchId, kind, reason: reasonsOf[kind][0], ...rest }
  return { agent, searchId, ...(await askForMeasure(agent, asked)) }
}

/** An agent asks for a measure and a supervisor takes it, at the moment of the supervisor's context. */
export async function takenMeasure(
  world: World,
  customer: { iin: string },
  kind: MeasureKind,
  now?: Date,
): Promise<void> {
  const { measureId } = await askedMeasure(world, customer, kind)
  const supervisor = await world.signedInStaff('supervisor')
  await answerMeasure({ ...supervisor, now: now ?? supervisor.now }, { measureId, answer: 'take' })
}
