import type { SubscriptionView, SystemView } from '#domain/systems/schema.ts'
import { describeHealth, describeStanding } from '#i18n/describe/systems.ts'
import { moment } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { State } from '../ui/notice.tsx'
import { Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { SubscriptionDeeds } from './subscription-actions.tsx'
import { SubscriptionForm } from './subscription-form.tsx'
import { subscriptionChoices, subscriptionWords } from './subscription-words.ts'
import type { SystemActions } from './system-state.ts'

interface Props {
  view: SystemView
  locale: Locale
  now: Date
  actions: SystemActions
}

/** Where events go, how that does, and what may be done about it. */
export function SystemSubscriptions({ view, locale, now, actions }: Props) {
  const say = translator(locale, 'systems')
  const event = translator(locale, 'events')
  const { subscriptions, can } = view
  return (
    <Part id="subscriptions" heading={say('subscriptions.title')} note={say('subscriptions.note')}>
      {subscriptions.length === 0 && <Empty>{say('subscriptions.none')}</Empty>}
      <Rows>
        {subscriptions.map((subscription) => (
          <Row key={subscription.id}>
            <Subscription subscription={subscription} locale={locale} now={now} />
            <SubscriptionDeeds view={view} subscription={subscription} actions={actions} />
          </Row>
        ))}
        {can.keep && (
          <Row>
            <SubscriptionForm
              action={actions.subscribe}
              id="new"
              hidden={{ system: view.id }}
              before={{ url: '', types: [], consents: [] }}
              fold={{ summary: say('subscribe.open'), note: say('subscribe.note') }}
              {...subscriptionChoices(view, event)}
              words={subscriptionWords(say, say('subscribe.act'))}
            />
          </Row>
        )}
      </Rows>
    </Part>
  )
}

interface SubscriptionProps extends Pick<Props, 'locale' | 'now'> {
  subscription: SubscriptionView
}

function Subscription({ subscription, locale, now }: SubscriptionProps) {
  const say = translator(locale, 'systems')
  const event = translator(locale, 'events')
  const { url, types, consents, state, health, formerSecretUntil } = subscription
  const { is, text } = describeStanding(locale, health)
  const sentences = [
    say('subscriptions.hears', { types: types.map((type) => event(type)).join(', ') }),
    consents && say('subscriptions.consents', { consents: consents.map(({ title }) => title).join(', ') }),
    formerSecretUntil && say('subscriptions.former', { time: moment(locale, formerSecretUntil, now) }),
    state === 'paused' && say('subscriptions.paused-note'),
    state === 'disabled' && say('subscriptions.gone-note'),
  ]
  return (
    <>
      <Line title={<span className="wrap-anywhere">{url}</span>}>
        <State is={is}>{text}</State>
      </Line>
      <Note>{sentences.filter(Boolean).join(' ')}</Note>
      <div className="mt-4">
        <Facts>
          {describeHealth(locale, health, now).map(({ term, text: value }) => (
            <Fact key={term} term={term}>
              {value}
            </Fact>
          ))}
        </Facts>
      </div>
    </>
  )
}
