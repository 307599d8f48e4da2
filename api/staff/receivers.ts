import 'server-only'
import { type WebhookSender, webhookSenderOf } from '#gateways/webhook-sender.ts'
import { services } from '#services'

/** Does work that speaks to receivers, within the limits of the worker's deliveries. */
export async function toReceivers<Result>(work: (sender: WebhookSender) => Promise<Result>): Promise<Result> {
  const sender = webhookSenderOf((await services()).config)
  try {
    return await work(sender)
  } finally {
    sender.close()
  }
}
