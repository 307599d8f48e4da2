'use server'

import { redirect } from 'next/navigation'
import { staffContext } from '#api/staff/context.ts'
import { submit } from '#app/submit.ts'
import type { FormAction } from '#components/ui/form-state.ts'
import { enterComplaint } from '#domain/complaints/enter-complaint.ts'
import { takeContact } from '#domain/contacts/take-contact.ts'
import { atSearch } from '#domain/looks/at-search.ts'
import { readAboutOption } from '#i18n/about-option.ts'

/** The context of the customer whom the member of staff has found. */
const ofFound = (form: FormData) => async () => {
  const signedIn = await staffContext()
  return signedIn && atSearch(signedIn.ctx, { searchId: form.get('search') })
}

/** Enters a complaint that came outside the portal, and leads to its page at the desk. */
export const enter: FormAction = async (_, form) => {
  const [id, channel, receivedOn, kind] = ['id', 'channel', 'receivedOn', 'kind'].map((name) =>
    form.get(name),
  )
  const [about, text, locale] = [readAboutOption(form.get('about')), form.get('text'), form.get('locale')]
  const entered = { id, channel, receivedOn, kind, text, locale, ...(about && { about }) }
  return submit(form, enterComplaint, () => entered, {
    from: ofFound(form),
    tell: ({ reference }) => redirect(`/staff/complaints/${encodeURIComponent(reference)}`),
  })
}

/** Writes down a contact, and leads to the list, which shows its number. */
export const take: FormAction = async (_, form) =>
  submit(form, takeContact, () => ({ kind: form.get('kind'), note: form.get('note') }), {
    from: ofFound(form),
    tell: () => redirect('/staff/contacts'),
  })
