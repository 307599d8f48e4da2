import type { LookPage } from '#db/schema/looks.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import type { Ctx, StaffSession } from '#domain/context.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { answerLook } from '#domain/looks/answer-look.ts'
import { approveLook } from '#domain/looks/approve-look.ts'
import { askForLook } from '#domain/looks/ask-for-look.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { showLook } from '#domain/looks/show-look.ts'
import { startLook } from '#domain/looks/start-look.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { catalogue } from '#policy/load.ts'
import { testNow, testPhones, type World } from './world.ts'

export type Customer = Ctx & { subject: string }
export type Staff = Ctx & { actor: { kind: 'staff' } & StaffSession }

/** A customer with a name, a number and an open complaint, and ways to get looks at their view. */
export interface LookStage {
  customer: Customer
  /** The number of their complaint. */
  reference: string
  /** A request as an agent would make it. */
  wanted(rest?: object): object
  /** An agent with a look that waits for its answer. */
  asking(rest?: object): Promise<{ agent: Staff; lookId: string }>
  /** An agent with a look under way. */
  running(...pages: LookPage[]): Promise<{ agent: Staff; lookId: string }>
  /** A look without leave that an agent has begun and ended, approved by a supervisor and an officer. */
  over(): Promise<{ agent: Staff; lookId: string }>
  stateFor(lookId: string, now?: Date): Promise<string>
}

/** A review of a look as an officer writes it. */
export const review = (lookId: string, more: object = {}) => ({
  lookId,
  verdict: 'justified',
  text: 'Клиент ауруханада еді, шағымға жауап беру үшін дерегін салыстыру қажет болды.',
  ...more,
})

export async function lookStage(world: World, nth = 0): Promise<LookStage> {
  await publishPolicy(world.worker(), catalogue())
  const customer = await world.customer(nth)
  const holdings = [
    { field: 'full-name', value: 'Ордабаева Гүлсім Қайратқызы', obtainedVia: 'app' },
    { field: 'phone', value: testPhones[nth], obtainedVia: 'app' },
    { field: 'email', value: 'gulsim@example.kz', obtainedVia: 'app' },
    { field: 'credentials', value: 'бүкіл құпиясөз', obtainedVia: 'app' },
  ]
  await putHoldings(world.system(customer.subject), { holdings })
  const text = 'Бас тартқаннан кейін де жарнама келіп жатыр.'
  const { reference } = await fileComplaint(customer, { kind: 'ordinary', text })
  const stage: LookStage = {
    customer,
    reference,
    wanted: (rest = {}) => ({
      reference,
      kind: 'leave',
      reason: 'check-complaint',
      text: 'SMS келісімінің күйін тексеру',
      pages: ['consents'],
      minutes: 15,
      ...rest,
    }),
    asking: async (rest) => {
      const agent = await world.signedInStaff()
      return { agent, ...(await askForLook(agent, stage.wanted(rest))) }
    },
    running: async (...pages) => {
      const { agent, lookId } = await stage.asking(pages.length > 0 ? { pages } : {})
      await answerLook(customer, { lookId, answer: 'grant' })
      await startLook(agent, { lookId })
      return { agent, lookId }
    },
    over: async () => {
      const { agent, lookId } = await stage.asking({ kind: 'break-glass' })
      for (const role of ['supervisor', 'officer'] as const)
        await approveLook(await world.signedInStaff(role), { lookId, answer: 'grant' })
      await startLook(agent, { lookId })
      await endLook(agent, { lookId })
      return { agent, lookId }
    },
    stateFor: async (lookId, now = testNow) => (await showLook({ ...customer, now }, { lookId })).state,
  }
  return stage
}
