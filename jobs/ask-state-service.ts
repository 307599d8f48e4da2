import type { Ctx } from '#domain/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { answerStateApplications } from '#domain/state-service/answer-state-applications.ts'
import { type StateService, StateServiceFailed } from '#domain/state-service/state-service.ts'
import { takeStateApplication } from '#domain/state-service/take-state-application.ts'
import { stateServiceOf } from '#gateways/state-service.ts'
import { log } from '#log'
import { unlessAbandoned } from './abandon.ts'
import type { Job } from './job.ts'

/** Takes what was asked for at the state service and tells it what was decided; does nothing where none is set. */
export const askStateService: Job = async (ctx, { config }, stopping, abandoning) => {
  const service = stateServiceOf(config, (count) =>
    log.warn({ requestId: ctx.requestId, count }, 'the state service lists applications that cannot be read'),
  )
  if (!service) return
  const until = { stopping, abandoning }
  await takeListed(ctx, service, until)
  await answerDue(ctx, service, until)
}

type Until = Record<'stopping' | 'abandoning', AbortSignal | undefined>

/** One that cannot be taken now is listed again; it holds up no other, nor the answers that are due. */
async function takeListed(ctx: Ctx, service: StateService, { stopping, abandoning }: Until): Promise<void> {
  const listed = await unlessAbandoned(service.listApplications(), abandoning).catch((error: unknown) => {
    log.warn({ requestId: ctx.requestId, ...codeOf(error) }, 'the state service gave no list')
    return []
  })
  for (const application of listed) {
    if (stopping?.aborted) return
    await takeStateApplication(asService(ctx), application).catch((error: unknown) => {
      if (isRefusal(error, 'conflict')) return
      const { number } = application
      log.error({ requestId: ctx.requestId, number, ...codeOf(error) }, 'a state application was not taken')
    })
  }
}

async function answerDue(ctx: Ctx, service: StateService, { stopping, abandoning }: Until): Promise<void> {
  const told: Pick<StateService, 'sendDecision'> = {
    sendDecision: (decision) =>
      unlessAbandoned(service.sendDecision(decision), abandoning).catch((error: unknown) => {
        const { number } = decision
        log.warn({ requestId: ctx.requestId, number, ...codeOf(error) }, 'a decision was not taken')
        throw error
      }),
  }
  while (!stopping?.aborted && (await answerStateApplications(ctx, told)).tried > 0);
}

/** The service's word is taken as a system's: nobody of the bank acts. */
const asService = (ctx: Ctx): Ctx => ({
  ...ctx,
  actor: { kind: 'system', systemId: 'state-service', scopes: ['state-service:withdraw'] },
})

const codeOf = (error: unknown) =>
  error instanceof StateServiceFailed
    ? { code: error.code }
    : { error: error instanceof Error ? error.name : 'unknown' }
