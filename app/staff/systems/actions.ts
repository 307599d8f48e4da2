'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#api/staff/context.ts'
import type { SystemState } from '#components/systems/system-state.ts'
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
import { typedMoment } from '#i18n/format.ts'
import { perform, refused } from './perform.ts'

const names = (form: FormData) => ({ kk: form.get('kk'), ru: form.get('ru'), en: form.get('en') })
const subscriptionOf = (form: FormData) => ({ subscriptionId: form.get('subscription') })
/** No consent ticked is no narrowing. */
const receiver = (form: FormData) => {
  const consents = form.getAll('consents')
  return {
    url: form.get('url'),
    types: form.getAll('types'),
    consents: consents.length > 0 ? consents : null,
  }
}

/** Adds a system, and leads to its page. */
export async function add(_: SystemState, form: FormData): Promise<SystemState> {
  const { ctx } = await requireStaff('systems:keep')
  const added = await addSystem(ctx, { id: form.get('id'), name: names(form) }).catch((error: unknown) =>
    refused(ctx, form, error),
  )
  if ('systemId' in added) redirect(`/staff/systems/${added.systemId}`)
  return added
}

export async function rename(_: SystemState, form: FormData): Promise<SystemState> {
  return perform(form, 'systems:keep', async (ctx) => {
    await renameSystem(ctx, { systemId: form.get('system'), name: names(form) })
    return { done: 'renamed' }
  })
}

export async function issue(_: SystemState, form: FormData): Promise<SystemState> {
  return perform(form, 'systems:keep', async (ctx) => {
    const asked = { systemId: form.get('system'), scopes: form.getAll('scopes'), days: form.get('days') }
    const { key } = await issueKey(ctx, asked)
    return { done: 'issued', secret: key }
  })
}

export async function revoke(_: SystemState, form: FormData): Promise<SystemState> {
  return perform(form, 'systems:keep', async (ctx) => {
    await revokeKey(ctx, { systemId: form.get('system'), keyId: form.get('key') })
    return { done: 'revoked' }
  })
}

export async function subscribe(_: SystemState, form: FormData): Promise<SystemState> {
  return perform(form, 'systems:keep', async (ctx) => {
    const { secret } = await addSubscription(ctx, { systemId: form.get('system'), ...receiver(form) })
    return { done: 'subscribed', secret }
  })
}

export async function changeReceiver(_: SystemState, form: FormData): Promise<SystemState> {
  return perform(form, 'systems:keep', async (ctx) => {
    await changeSubscription(ctx, { ...subscriptionOf(form), ...receiver(form) })
    return { done: 'changed' }
  })
}

export async function rotate(_: SystemState, form: FormData): Promise<SystemState> {
  return perform(form, 'systems:keep', async (ctx) => {
    const { secret } = await rotateSecret(ctx, subscriptionOf(form))
    return { done: 'rotated', secret }
  })
}

export async function remove(_: SystemState, form: FormData): Promise<SystemState> {
  return perform(form, 'systems:keep', async (ctx) => {
    await removeSubscription(ctx, subscriptionOf(form))
    return { done: 'removed' }
  })
}

export async function pause(_: SystemState, form: FormData): Promise<SystemState> {
  return perform(form, 'deliveries:oversee', async (ctx) => {
    await pauseSubscription(ctx, subscriptionOf(form))
    return { done: 'paused' }
  })
}

export async function resume(_: SystemState, form: FormData): Promise<SystemState> {
  return perform(form, 'deliveries:oversee', async (ctx) => {
    await resumeSubscription(ctx, subscriptionOf(form))
    return { done: 'resumed' }
  })
}

/** From a moment, as typed in Almaty, or from a place in the feed on. */
export async function sendAgain(_: SystemState, form: FormData): Promise<SystemState> {
  return perform(form, 'deliveries:oversee', async (ctx) => {
    const at = typedMoment(String(form.get('at') ?? ''))
    const { places } = await resend(ctx, {
      ...subscriptionOf(form),
      from: form.get('from'),
      position: form.get('position'),
      at,
    })
    return { done: 'resent', count: places }
  })
}
