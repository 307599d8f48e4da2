import type {
  DeskRestrictions,
  LiftingReason,
  RemainingGround,
  SettingReason,
} from '#domain/restrictions/schema.ts'
import type { DeskRestrictionsWords } from '#i18n/describe/restrictions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { LiftForm } from './lift-form.tsx'
import { RestrictionForm } from './restriction-form.tsx'

interface Props {
  view: DeskRestrictions
  words: DeskRestrictionsWords
  /** What can be chosen, each in the order of its list. */
  choices: {
    setting: readonly SettingReason[]
    lifting: readonly LiftingReason[]
    grounds: readonly RemainingGround[]
  }
  restrict: FormAction
  lift: FormAction
}

/** The staff's page of a found customer's restrictions: those there are, and the form to restrict another field. */
export async function RestrictionsScreen({ view, words, choices, restrict, lift }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'restrictions')
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <Facts>
          <Fact term={translator(locale, 'looks')('fact.customer')}>{words.customer}</Fact>
        </Facts>
      </PageHead>
      <Part heading={say('now.title')} note={view.mayLift ? undefined : say('now.senior')}>
        {words.rows.length === 0 && <Empty>{say('now.none')}</Empty>}
        <Rows>
          {words.rows.map(({ field, title, since, sentence }) => (
            <Row key={field}>
              <Line title={title}>
                <span>{since}</span>
              </Line>
              <Note>{sentence}</Note>
              {view.mayLift && (
                <Disclosure summary={say('lift.summary')}>
                  <LiftForm
                    lift={lift}
                    search={view.searchId}
                    field={field}
                    reasons={choices.lifting.map((value) => ({ value, text: say(`reason.${value}`) }))}
                    words={{
                      reason: say('lift.reason'),
                      reasonHint: say('ask.reason-hint'),
                      evidence: say('lift.evidence'),
                      evidenceHint: say('ask.evidence-hint'),
                      send: say('lift.send'),
                    }}
                  />
                </Disclosure>
              )}
            </Row>
          ))}
        </Rows>
      </Part>
      <Part heading={say('ask.title')}>
        <RestrictionForm
          restrict={restrict}
          search={view.searchId}
          fields={view.choices.map(({ category, fields }) => ({
            category,
            options: fields.map(({ id, title }) => ({ value: id, text: title })),
          }))}
          reasons={choices.setting.map((value) => ({ value, text: say(`reason.${value}`) }))}
          grounds={choices.grounds.map((value) => ({ value, text: say(`ground.${value}`) }))}
          words={{
            field: say('ask.field'),
            choose: say('ask.choose'),
            reason: say('ask.reason'),
            reasonHint: say('ask.reason-hint'),
            allowed: say('ask.allowed'),
            allowedHint: say('ask.allowed-hint'),
            evidence: say('ask.evidence'),
            evidenceHint: say('ask.evidence-hint'),
            send: say('ask.send'),
          }}
        />
      </Part>
    </>
  )
}
