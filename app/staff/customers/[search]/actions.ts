'use server'

import { redirect } from 'next/navigation'
import { staffContext } from '#api/staff/context.ts'
import { submit } from '#app/submit.ts'
import type { FormAction } from '#components/ui/form-state.ts'
import { enterComplaint } from '#domain/complaints/enter-complaint.ts'
import { takeContact } from '#domain/contacts/take-contact.ts'
import { atSearch } from '#domain/looks/at-search.ts'
import { enterRequest } from '#domain/requests/enter-request.ts'
import { readAboutOption } from '#i18n/about-option.ts'

/** The context of the customer whom the member of staff has found. */
const ofFound = (form: FormData) => async () => {
  const signedIn = await staffContext()
  return signedIn && atSearch(signedIn.ctx, { searchId: form.get('search') })
}

/** What both forms of an entry say. */
function entryOf(form: FormData) {
  const names = ['id', 'channel', 'receivedOn', 'kind', 'text', 'locale'] as const
  const about = readAboutOption(form.get('about'))
  return { ...Object.fromEntries(names.map((name) => [name, form.get(name)])), ...(about && { about }) }
}
const toDesk = ({ reference }: { reference: string }) =>
  redirect(`/staff/cases/${encodeURIComponent(reference)}`)

/** Enters a complaint that came outside the portal, and leads to its page at the desk. */
export const enter: FormAction = async (_, form) =>
  submit(form, enterComplaint, () => entryOf(form), { from: ofFound(form), tell: toDesk })

/** Enters a request that came outside the portal, and leads to its page at the desk. */
export const enterRequested: FormAction = async (_, form) =>
  submit(form, enterRequest, () => ({ ...entryOf(form), identity: form.get('identity') }), {
    from: ofFound(form),
    tell: toDesk,
  })

/** Writes down a contact, and leads to the list, which shows its number. */
export const take: FormAction = async (_, form) =>
  submit(form, takeContact, () => ({ kind: form.get('kind'), note: form.get('note') }), {
    from: ofFound(form),
    tell: () => redirect('/staff/contacts'),
  })
