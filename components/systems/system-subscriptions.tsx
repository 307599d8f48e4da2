import type { SystemView } from '#domain/systems/schema.ts'
import type { SubscriptionWords } from '#i18n/describe/systems.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { SubscriptionActions } from './subscription-actions.tsx'
import { SubscriptionForm } from './subscription-form.tsx'
import { subscriptionChoices, subscriptionWords } from './subscription-words.ts'
import type { SystemActions } from './system-actions.ts'

interface Props {
  view: SystemView
  subscriptions: SubscriptionWords[]
  actions: SystemActions
}

/** The subscriptions of a system with their health and actions. */
export async function SystemSubscriptions({ view, subscriptions, actions }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'systems')
  const event = translator(locale, 'events')
  const { can } = view
  return (
    <Part id="subscriptions" heading={say('subscriptions.title')} note={say('subscriptions.note')}>
      {subscriptions.length === 0 && <Empty>{say('subscriptions.none')}</Empty>}
      <Rows>
        {subscriptions.map((words) => (
          <Row key={words.subscription.id}>
            <Subscription {...words} />
            <SubscriptionActions
              view={view}
              subscription={words.subscription}
              formers={words.formers}
              actions={actions}
            />
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
              words={subscriptionWords(say, view, say('subscribe.act'))}
            />
          </Row>
        )}
      </Rows>
    </Part>
  )
}

function Subscription({ subscription, state, sentences, health }: SubscriptionWords) {
  return (
    <>
      <Line title={<span className="wrap-anywhere">{subscription.url}</span>}>
        <StateLabel is={state.is}>{state.text}</StateLabel>
      </Line>
      <Note>{sentences}</Note>
      <div className="mt-4">
        <Facts>
          {health.map(({ term, text }) => (
            <Fact key={term} term={term}>
              {text}
            </Fact>
          ))}
        </Facts>
      </div>
    </>
  )
}
