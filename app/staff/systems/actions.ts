'use server'

import { redirect } from 'next/navigation'
import { staffContext } from '#api/staff/context.ts'
import { toReceivers } from '#api/staff/receivers.ts'
import { submit } from '#app/submit.ts'
import type { SystemAction } from '#components/systems/system-actions.ts'
import type { Ctx } from '#domain/context.ts'
import { sendTestEvent } from '#domain/events/send-test-event.ts'
import { addSubscription } from '#domain/systems/add-subscription.ts'
import { addSystem } from '#domain/systems/add-system.ts'
import { changeSubscription } from '#domain/systems/change-subscription.ts'
import { issueKey } from '#domain/systems/issue-key.ts'
import { pauseSubscription } from '#domain/systems/pause-subscription.ts'
import { removeSubscription } from '#domain/systems/remove-subscription.ts'
import { renameSystem } from '#domain/systems/rename-system.ts'
import { resend } from '#domain/systems/resend.ts'
import { resumeSubscription } from '#domain/systems/resume-subscription.ts'
import { revokeKey } from '#domain/systems/revoke-key.ts'
import { rotateSecret } from '#domain/systems/rotate-secret.ts'
import { stopSecret } from '#domain/systems/stop-secret.ts'
import { describeTested } from '#i18n/describe/systems.ts'
import { typedMoment } from '#i18n/format.ts'
import { type Key, translator } from '#i18n/translator.ts'

const names = (form: FormData) => ({ kk: form.get('kk'), ru: form.get('ru'), en: form.get('en') })
const subscriptionOf = (form: FormData) => ({ subscriptionId: form.get('subscription') })
/** The partner whose system it is; null for the bank's own. What was not chosen is refused. */
const owner = (form: FormData) => (form.get('owner') === 'bank' ? null : (form.get('owner') ?? ''))
/** With no consent ticked, the subscription hears of all. */
const receiver = (form: FormData) => {
  const consents = form.getAll('consents')
  return {
    url: form.get('url'),
    types: form.getAll('types'),
    consents: consents.length > 0 ? consents : null,
  }
}
/** Returns the sentence of a done action, with the number or the secret that its verb gives. */
const saying = <Result>(
  done: Key<'systems.done'>,
  given: (result: Result) => { count?: number; secret?: string } = () => ({}),
) => ({
  from: staffContext,
  tell: (result: Result, { ctx }: { ctx: Ctx }) => {
    const { count = 0, secret = null } = given(result)
    return { done: translator(ctx.locale, 'systems.done')(done, { count }), shown: secret }
  },
})

/** Adds a system, and leads to its page. */
export const add: SystemAction = async (_, form) =>
  submit(form, addSystem, () => ({ id: form.get('id'), name: names(form), recipient: owner(form) }), {
    from: staffContext,
    tell: ({ systemId }) => redirect(`/staff/systems/${systemId}`),
  })

export const rename: SystemAction = async (_, form) =>
  submit(form, renameSystem, () => ({ systemId: form.get('system'), name: names(form) }), saying('renamed'))

export const issue: SystemAction = async (_, form) => {
  const asked = { systemId: form.get('system'), scopes: form.getAll('scopes'), days: form.get('days') }
  return submit(
    form,
    issueKey,
    () => asked,
    saying('issued', ({ key }) => ({ secret: key })),
  )
}

export const revoke: SystemAction = async (_, form) =>
  submit(form, revokeKey, () => ({ systemId: form.get('system'), keyId: form.get('key') }), saying('revoked'))

export const subscribe: SystemAction = async (_, form) =>
  submit(
    form,
    (ctx, input) => toReceivers(({ permits }) => addSubscription(ctx, input, permits)),
    () => ({ systemId: form.get('system'), ...receiver(form) }),
    saying('subscribed', ({ secret }: { secret: string }) => ({ secret })),
  )

export const changeReceiver: SystemAction = async (_, form) =>
  submit(
    form,
    (ctx, input) => toReceivers(({ permits }) => changeSubscription(ctx, input, permits)),
    () => ({ ...subscriptionOf(form), ...receiver(form) }),
    saying('changed'),
  )

export const rotate: SystemAction = async (_, form) =>
  submit(
    form,
    rotateSecret,
    () => subscriptionOf(form),
    saying('rotated', ({ secret }) => ({ secret })),
  )

export const stop: SystemAction = async (_, form) =>
  submit(
    form,
    stopSecret,
    () => ({ ...subscriptionOf(form), secretId: form.get('secret') }),
    saying('stopped'),
  )

/** Sends a test event, and says how the receiver answered. */
export const sendTest: SystemAction = async (_, form) =>
  submit(
    form,
    (ctx, input) => toReceivers(({ send }) => sendTestEvent(ctx, input, send)),
    () => subscriptionOf(form),
    { from: staffContext, tell: (tested, { ctx }) => describeTested(ctx.locale, tested) },
  )

export const remove: SystemAction = async (_, form) =>
  submit(form, removeSubscription, () => subscriptionOf(form), saying('removed'))

export const pause: SystemAction = async (_, form) =>
  submit(form, pauseSubscription, () => subscriptionOf(form), saying('paused'))

export const resume: SystemAction = async (_, form) =>
  submit(form, resumeSubscription, () => subscriptionOf(form), saying('resumed'))

/** Sends again from a moment, typed in Almaty time, or from a position in the feed. */
export const sendAgain: SystemAction = async (_, form) => {
  const at = typedMoment(String(form.get('at') ?? ''))
  const asked = { ...subscriptionOf(form), from: form.get('from'), position: form.get('position'), at }
  return submit(
    form,
    resend,
    () => asked,
    saying('resent', ({ places }) => ({ count: places })),
  )
}
