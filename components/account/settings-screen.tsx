import type { ContactDetails } from '#domain/holdings/schema.ts'
import type { SessionWords } from '#i18n/describe/sessions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { languageNames } from '../shell/language-switch.tsx'
import { LookNote } from '../shell/look-note.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import { Button } from '../ui/button.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { WithPhones } from '../ui/phone.tsx'
import { Note, Value } from '../ui/text.tsx'
import { OtherSessions } from './other-sessions.tsx'
import { SessionRow } from './session-row.tsx'
import { StepUpProvider } from './step-up.tsx'
import { stepUpWords } from './step-up-words.ts'

interface Props {
  contacts: ContactDetails
  sessions: SessionWords[]
  phone: string
  /** Absent in a look. */
  chooseLanguage?: (form: FormData) => Promise<void>
}

/** The customer's language, contact details and sessions. */
export async function SettingsScreen({ contacts, sessions, phone, chooseLanguage }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'account.settings')
  const common = translator(locale, 'common')
  const chosen = contacts.live ? locale : contacts.locale
  const sessionWords = {
    current: say('sessions.current'),
    end: say('sessions.end'),
    ending: say('sessions.ending'),
    ended: say('sessions.ended'),
    endOthers: say('sessions.end-others'),
    endedOthers: say('sessions.ended-others'),
    offline: common('offline'),
  }
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <LookNote />
      </PageHead>
      <Part heading={say('language.title')} note={say('language.note')}>
        <form action={contacts.live ? chooseLanguage : undefined}>
          <Rows>
            {languageNames.map(({ locale: offered, full }) => (
              <Row key={offered}>
                <Line title={<span lang={offered}>{full}</span>}>
                  {offered === chosen ? (
                    <Value>{say('language.current')}</Value>
                  ) : (
                    <Button
                      type="submit"
                      kind="text"
                      name="locale"
                      value={offered}
                      lang={offered}
                      disabled={!contacts.live}
                    >
                      {choose[offered]}
                    </Button>
                  )}
                </Line>
              </Row>
            ))}
          </Rows>
        </form>
      </Part>
      <Part heading={say('contact.title')} note={say('contact.note')}>
        <Rows>
          <Contact title={say('contact.phone')} value={contacts.phone} none={say('contact.none')} />
          <Contact title={say('contact.email')} value={contacts.email} none={say('contact.none')} />
          <Row>
            <PortalLink href="/data">{say('contact.show')}</PortalLink>
            <Note>
              <WithPhones text={say('contact.change', { phone })} numbers={[phone]} />
            </Note>
          </Row>
        </Rows>
      </Part>
      <Part heading={say('sessions.title')} note={say('sessions.note', { count: sessions.length })}>
        <QueryProvider>
          <StepUpProvider words={stepUpWords(locale, contacts.phone)}>
            <Rows>
              {sessions.map((session) => (
                <Row key={session.id}>
                  <SessionRow session={session} words={sessionWords} />
                </Row>
              ))}
              <Row>
                <OtherSessions
                  some={contacts.live && sessions.some(({ current }) => !current)}
                  words={sessionWords}
                />
                <Note>{say('sessions.rule')}</Note>
                <Note>
                  <WithPhones text={say('sessions.not-me', { phone })} numbers={[phone]} />
                </Note>
              </Row>
            </Rows>
          </StepUpProvider>
        </QueryProvider>
      </Part>
    </>
  )
}

/** The button's word in the language that it chooses, for a customer who cannot read the present one. */
const choose = { kk: 'Таңдау', ru: 'Выбрать', en: 'Choose' } as const

function Contact({ title, value, none }: { title: string; value: string | null; none: string }) {
  return (
    <Row>
      <Line title={title}>{value === null ? <Value none>{none}</Value> : <Value>{value}</Value>}</Line>
    </Row>
  )
}
