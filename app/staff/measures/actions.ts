'use server'

import { staffContext } from '#api/staff/context.ts'
import { submit } from '#app/submit.ts'
import type { FormAction } from '#components/ui/form-state.ts'
import type { Ctx } from '#domain/context.ts'
import { answerMeasure } from '#domain/measures/answer-measure.ts'
import { askForMeasure } from '#domain/measures/ask-for-measure.ts'
import { withdrawMeasure } from '#domain/measures/withdraw-measure.ts'
import { translator } from '#i18n/translator.ts'

const atDesk = (sentence: 'asked' | 'decided') => ({
  from: staffContext,
  tell: (_: unknown, { ctx: { locale } }: { ctx: Ctx }) => {
    const say = translator(locale, 'measures')
    return { done: sentence === 'asked' ? say('ask.done') : say('waiting.done') }
  },
})

/** Asks for a measure about the customer whom the search has found. */
export const ask: FormAction = async (_, form) => {
  const [searchId, kind, reason] = [form.get('search'), form.get('kind'), form.get('reason')]
  const note = form.get('note') ?? undefined
  return submit(form, askForMeasure, () => ({ searchId, kind, reason, note }), atDesk('asked'))
}

/** Takes or declines what a colleague asked for, as the pressed button says. */
export const answer: FormAction = async (_, form) => {
  const decided = { measureId: form.get('measure'), answer: form.get('answer') }
  return submit(form, answerMeasure, () => decided, atDesk('decided'))
}

/** Takes back what one has asked for. */
export const withdraw: FormAction = async (_, form) =>
  submit(form, withdrawMeasure, () => ({ measureId: form.get('measure') }), atDesk('decided'))
