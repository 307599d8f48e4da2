'use server'

import { redirect } from 'next/navigation'
import { requireCustomer } from '#api/session/context.ts'
import { dismissSuggestion } from '#domain/overview/dismiss-suggestion.ts'

/** Hides a suggestion for a browser without script. */
export async function dismissByForm(form: FormData): Promise<void> {
  const { ctx } = await requireCustomer()
  await dismissSuggestion(ctx, { suggestion: form.get('suggestion') })
  redirect('/')
}
