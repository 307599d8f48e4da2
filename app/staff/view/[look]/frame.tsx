import type { ReactNode } from 'react'
import { chooseLanguage } from '#app/actions.ts'
import { lookVersion } from '#components/looks/look-version.ts'
import { KeepFresh } from '#components/shell/keep-fresh.tsx'
import { LookFrame } from '#components/shell/look-frame.tsx'
import { sessionOverWords } from '#components/shell/session-over-words.ts'
import type { SupportCtx } from '#domain/looks/open-page.ts'
import type { RunningLook } from '#domain/looks/schema.ts'
import { operator } from '#domain/policies/operator.ts'
import { describeBand, isWithoutLeave } from '#i18n/describe/looks.ts'
import { services } from '#services'
import { stopLook } from './actions.ts'

interface Props {
  ctx: SupportCtx
  look: RunningLook
  children: ReactNode
}

/** The frame of a customer's page in a look. The page leaves the look when the customer ends it. */
export async function LookPageFrame({ ctx, look, children }: Props) {
  const { config } = await services()
  const { staffId, role } = ctx.actor
  return (
    <LookFrame
      {...describeBand(ctx.locale, look, ctx.now)}
      urgent={isWithoutLeave(look)}
      current={look.page}
      me={{ staffId, role }}
      phone={operator(ctx).urgentPhone}
      demo={config.ARQAU_DEMO}
      stop={stopLook.bind(null, look.id)}
      chooseLanguage={chooseLanguage}
    >
      <KeepFresh
        url={`/staff/looks/${look.id}/watch`}
        version={lookVersion(look.state, look.steps.length)}
        everySeconds={1}
        over={sessionOverWords(ctx.locale, '/staff/sign-in')}
      />
      {children}
    </LookFrame>
  )
}
