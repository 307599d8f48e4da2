import type { ComponentProps } from 'react'
import { requireCustomer } from '#api/session/context.ts'
import { PageImprint } from '#app/page-imprint.tsx'
import { LookNotice } from '#components/looks/look-notice.tsx'
import { CustomerFrame } from '#components/shell/customer-frame.tsx'
import { KeepFresh } from '#components/shell/keep-fresh.tsx'
import { sessionOverWords } from '#components/shell/session-over-words.ts'
import { operator } from '#domain/policies/operator.ts'
import { describeNotice } from '#i18n/describe/looks.ts'
import { services } from '#services'
import { chooseLanguage } from '../actions.ts'
import { answerByForm } from './looks/actions.ts'
import { pageVersion } from './page-version.ts'

type Props = Pick<ComponentProps<typeof CustomerFrame>, 'current' | 'children'> & {
  /** The look that the page itself is about, for which it needs no notice. */
  look?: string
  /** See {@link PageImprint}. */
  path?: string
  /** Whether it is a paper on which the customer's full name must stand, such as a receipt; elsewhere the short one does. */
  isPaper?: boolean
}

/** The customer's frame with the signed-in customer and the actions of the header. */
export async function PageFrame({ look: own, path, isPaper, ...props }: Props) {
  const { ctx, me } = await requireCustomer()
  const { config } = await services()
  return (
    <CustomerFrame
      {...props}
      band={
        <>
          {me.looks
            .filter(({ id, state }) => id !== own || state === 'running')
            .map((look) => (
              <LookNotice
                key={look.id}
                words={describeNotice(ctx.locale, look, ctx.now)}
                answer={answerByForm}
              />
            ))}
          <KeepFresh
            url="/looks/watch"
            version={pageVersion(ctx, me)}
            everySeconds={3}
            over={sessionOverWords(ctx.locale, '/sign-in')}
          />
        </>
      }
      imprint={<PageImprint name={isPaper ? me.fullName : me.name} openedAt={ctx.now} path={path} />}
      me={me}
      phone={operator(ctx).urgentPhone}
      demo={config.ARQAU_DEMO}
      chooseLanguage={chooseLanguage}
    />
  )
}
