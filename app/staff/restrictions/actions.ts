'use server'

import { staffContext } from '#api/staff/context.ts'
import { submit } from '#app/submit.ts'
import type { FormAction } from '#components/ui/form-state.ts'
import type { Ctx } from '#domain/context.ts'
import { liftRestriction } from '#domain/restrictions/lift-restriction.ts'
import { restrictField } from '#domain/restrictions/restrict-field.ts'
import { translator } from '#i18n/translator.ts'

const atDesk = (sentence: 'ask.done' | 'lift.done') => ({
  from: staffContext,
  tell: (_: unknown, { ctx: { locale } }: { ctx: Ctx }) => ({
    done: translator(locale, 'restrictions')(sentence),
  }),
})

const said = (form: FormData) => ({
  searchId: form.get('search'),
  field: form.get('field'),
  reason: form.get('reason'),
  evidence: form.get('evidence'),
})

/** Restricts a field of the customer whom the search has found. */
export const restrict: FormAction = async (_, form) =>
  submit(form, restrictField, () => ({ ...said(form), allowed: form.getAll('allowed') }), atDesk('ask.done'))

/** Lifts the restriction of a field. */
export const lift: FormAction = async (_, form) =>
  submit(form, liftRestriction, () => said(form), atDesk('lift.done'))
