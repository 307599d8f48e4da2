import { eq } from 'drizzle-orm'
import { asRole } from '#db/as-role.ts'
import type { Db } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { messages } from '#db/schema/messages.ts'
import { workerRole } from '#db/schema/roles.ts'
import type { Ctx } from '#domain/context.ts'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { catalogue } from '#policy/load.ts'
import { demoAutomatedDecisions } from './automated-decisions.ts'
import { demoComplaints } from './complaints.ts'
import { demoConsents } from './consents.ts'
import { demoContacts } from './contacts.ts'
import { demoHoldings } from './holdings.ts'
import { demoLooks } from './looks.ts'
import { demoPolicies } from './policies.ts'
import { demoDisclosures } from './recipients.ts'
import { demoRequests } from './requests.ts'
import { demoReports, demoRestrictions } from './restrictions.ts'
import { demoSignIns } from './sign-ins.ts'
import { enrolDemoStaff, moveDemoStaff } from './staff.ts'
import { connectDemoSystems, demoSystems, moveDemoReceivers } from './systems.ts'
import {
  type DemoCustomer,
  type DemoWorld,
  demoIins,
  demoLocales,
  demoPhones,
  demoReference,
  demoWorld,
} from './world.ts'

/** The last customer to be registered, after everything else: this row says that the demo is complete. */
const lastReference = 'DEMO-COMPLETE'

const unregistered = { gulsim: '', empty: '', late: '', serik: '', irina: '', mark: '' }

/**
 * Loads the demo once: invented customers with their past, made by calling the verbs.
 * @param beside what runs with the portal: the identity provider of the demo's staff, and the address at which the
 *   demo's systems receive events.
 * @returns false when the demo was already loaded.
 * @throws Error when an earlier load was interrupted.
 */
export async function loadDemo(
  base: Pick<Ctx, 'db' | 'keys'>,
  { staffIssuer, receivers }: { staffIssuer: string; receivers: string },
): Promise<boolean> {
  const { whole, any } = await countCustomers(base.db)
  if (whole) {
    await moveDemoStaff(base.db, staffIssuer)
    await moveDemoReceivers(base.db, receivers)
    return false
  }
  if (any)
    throw new Error(
      'The demo data are incomplete: an earlier start was cut off. Empty the database (remove .data) and start again.',
    )

  const now = new Date()
  const nobodyYet = demoWorld(base, catalogue(), now, unregistered)
  await demoPolicies(nobodyYet)
  await enrolDemoStaff(nobodyYet, staffIssuer)
  const registered = {
    gulsim: await register(nobodyYet, 'gulsim', 2080),
    empty: await register(nobodyYet, 'empty', 20),
    late: await register(nobodyYet, 'late', 700),
    serik: await register(nobodyYet, 'serik', 310),
    irina: await register(nobodyYet, 'irina', 310),
    mark: await register(nobodyYet, 'mark', 310),
  }
  const world = demoWorld(base, catalogue(), now, registered)
  await connectDemoSystems(world)
  await demoHoldings(world)
  await demoConsents(world)
  await demoDisclosures(world)
  await demoAutomatedDecisions(world)
  await demoComplaints(world)
  await demoRequests(world)
  await demoLooks(world)
  await demoContacts(world)
  await demoRestrictions(world)
  // Notices of the past count as sent then; none is sent now.
  await asRole(base.db, workerRole, (tx) =>
    tx.update(messages).set({ state: 'void' }).where(eq(messages.state, 'due')),
  )
  await demoSignIns(world)
  await demoSystems(world, receivers)
  await demoReports(world)
  await registerCustomer(
    { ...world.system('empty', now), subject: null },
    { reference: lastReference, iin: '800101200025', phone: '+77010000447', locale: 'kk' },
  )
  return true
}

/** How many customers there are, and whether the last is among them. */
const countCustomers = (db: Db) =>
  asRole(db, workerRole, async (tx) => ({
    any: await tx.$count(customers),
    whole: await tx.$count(customers, eq(customers.reference, lastReference)),
  }))

function register(world: DemoWorld, customer: DemoCustomer, days: number): Promise<string> {
  const ctx = { ...world.system(customer, world.daysAgo(days)), subject: null }
  return registerCustomer(ctx, {
    reference: demoReference(customer),
    iin: demoIins[customer],
    phone: demoPhones[customer],
    locale: demoLocales[customer],
  })
}
