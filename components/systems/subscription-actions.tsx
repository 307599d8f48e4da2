import type { SubscriptionView, SystemView } from '#domain/systems/schema.ts'
import type { SubscriptionWords } from '#i18n/describe/systems.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ResendForm } from './resend-form.tsx'
import { SubscriptionForm } from './subscription-form.tsx'
import { subscriptionChoices, subscriptionWords } from './subscription-words.ts'
import type { SystemActions } from './system-actions.ts'
import { SystemForm } from './system-form.tsx'

interface Props {
  view: SystemView
  subscription: SubscriptionView
  formers: SubscriptionWords['formers']
  actions: SystemActions
}

/** The buttons of a subscription: officers pause, resume and send again; administrators test, change and remove. */
export async function SubscriptionActions({ view, subscription, formers, actions }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'systems')
  const event = translator(locale, 'events')
  const { id, url, types, consents, state, liveSince } = subscription
  const hidden = { subscription: id }
  const isActive = state === 'active'
  return (
    <div className="mt-4 grid gap-3">
      {view.can.oversee && (
        <>
          {state !== 'draft' && (
            <SystemForm
              action={isActive ? actions.pause : actions.resume}
              hidden={hidden}
              act={say(isActive ? 'subscriptions.pause' : 'subscriptions.resume')}
            />
          )}
          {state !== 'disabled' && liveSince && (
            <ResendForm
              action={actions.sendAgain}
              subscriptionId={id}
              fold={{ summary: say('resend.title'), note: say('resend.note') }}
              words={{
                from: say('resend.from'),
                moment: say('resend.moment'),
                position: say('resend.position'),
                at: say('resend.at'),
                atHint: say('resend.at-hint'),
                place: say('resend.place'),
                placeHint: say('resend.place-hint', { last: view.head }),
                act: say('resend.act'),
              }}
            />
          )}
        </>
      )}
      {view.can.keep && (
        <>
          <SystemForm
            action={actions.sendTest}
            hidden={hidden}
            act={say('subscriptions.test-act')}
            fold={{ summary: say('subscriptions.test'), note: say('subscriptions.test-note') }}
          />
          <SubscriptionForm
            action={actions.changeReceiver}
            id={id}
            hidden={hidden}
            before={{ url, types, consents: consents?.map((consent) => consent.id) ?? [] }}
            fold={{ summary: say('subscriptions.change'), note: say('subscriptions.change-note') }}
            {...subscriptionChoices(view, event)}
            words={subscriptionWords(say, view, say('subscriptions.save'))}
          />
          <SystemForm
            action={actions.rotate}
            hidden={hidden}
            act={say('subscriptions.rotate-act')}
            fold={{ summary: say('subscriptions.rotate'), note: say('subscriptions.rotate-note') }}
            secret={{ title: say('secret.secret'), hint: say('secret.hint') }}
          />
          {formers.map((former) => (
            <SystemForm
              key={former.id}
              action={actions.stop}
              hidden={{ ...hidden, secret: former.id }}
              act={say('subscriptions.stop-act')}
              fold={{ summary: former.summary, note: say('subscriptions.stop-note') }}
            />
          ))}
          <SystemForm
            action={actions.remove}
            hidden={hidden}
            act={say('subscriptions.remove-act')}
            fold={{ summary: say('subscriptions.remove'), note: say('subscriptions.remove-note') }}
          />
        </>
      )}
    </div>
  )
}
