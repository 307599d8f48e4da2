import { randomUUID } from 'node:crypto'
import type { Ctx } from '#domain/context.ts'
import { sendDueMessages } from '#domain/messages/send-due-messages.ts'
import { requestCode } from '#domain/sessions/request-code.ts'
import { verifyCode } from '#domain/sessions/verify-code.ts'
import { type DemoCustomer, type DemoWorld, demoPhones } from './world.ts'

const history: { customer: DemoCustomer; days: number; device: string }[] = [
  { customer: 'gulsim', days: 400, device: 'Chrome, Android' },
  { customer: 'gulsim', days: 120, device: 'Safari, iOS' },
  { customer: 'gulsim', days: 34, device: 'Chrome, Android' },
  { customer: 'gulsim', days: 5, device: 'Chrome, Android' },
  { customer: 'late', days: 41, device: 'Samsung Internet, Android' },
  { customer: 'late', days: 12, device: 'Samsung Internet, Android' },
]

/** Past sign-ins, each with a code that was requested, sent and entered. */
export async function demoSignIns(world: DemoWorld): Promise<void> {
  for (const { customer, days, device } of history) {
    const at = world.daysAgo(days)
    const visitor: Ctx = {
      ...world.worker(at),
      actor: { kind: 'visitor' },
      browser: { hash: randomUUID(), device, address: '192.0.2.18', gpc: false },
    }
    const phone = demoPhones[customer]
    await requestCode(visitor, { phone })
    let code = ''
    await sendDueMessages(world.worker(at), 'sms', {
      keepsText: false,
      send: async (message) => {
        code = message.params.code ?? ''
      },
    })
    await verifyCode(visitor, { phone, code })
  }
}
