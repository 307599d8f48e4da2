import { type } from '@orpc/server'
import { reveal } from '#domain/holdings/reveal.ts'
import { describeValue } from '#i18n/describe/holdings.ts'
import { procedure } from './procedure.ts'

export const holdings = {
  reveal: procedure.input(type<{ field: string }>()).handler(async ({ context: { ctx }, input }) => {
    const { value, rule, hideAfterSeconds } = await reveal(ctx, input)
    return { value: describeValue(ctx.locale, rule, value), hideAfterSeconds }
  }),
}
