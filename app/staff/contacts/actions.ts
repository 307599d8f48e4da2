'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#api/staff/context.ts'
import { orMeanwhile } from '#app/submit.ts'
import { closeContact } from '#domain/contacts/close-contact.ts'

/** Closes the contact that the form names; then shows the list. */
export async function close(form: FormData): Promise<void> {
  const { ctx } = await requireStaff(closeContact.permission)
  await orMeanwhile(closeContact(ctx, { contactId: form.get('contact') }))
  redirect('/staff/contacts')
}
