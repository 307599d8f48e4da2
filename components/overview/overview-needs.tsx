import type { ReactNode } from 'react'
import type { NeedsWords } from '#i18n/describe/overview-needs.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { caseHref } from '../cases/case-href.ts'
import type { DecideByForm } from '../consents/consents-provider.tsx'
import { Consent, ConsentSwitches } from '../consents/consents-screen.tsx'
import { type LookActions, LookNeed } from '../looks/look-need.tsx'
import { PortalButton, PortalLink } from '../shell/portal-link.tsx'
import { Need } from '../ui/need.tsx'
import { Part, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Said } from '../ui/thread.tsx'

/** The actions of the overview, which work without script; absent in a look. */
export interface NeedActions {
  looks: LookActions
  decideByForm: DecideByForm
}

interface Props {
  needs: NeedsWords
  actions?: NeedActions
}

/** What waits for the customer: looks, then the bank's questions, then consents that end soon. */
export async function OverviewNeeds({ needs, actions }: Props) {
  const say = translator(await readerLocale(), 'overview')
  const { looks, moreLooks, questions, expiring } = needs
  return (
    <Part id="first" heading={say('needs.title')} note={say('needs.note', { count: needs.count })}>
      <div>
        {actions && looks.map((look) => <LookNeed key={look.id} words={look} actions={actions.looks} />)}
        {moreLooks > 0 && (
          <Note className="mb-9">
            <PortalLink href="/activity?kind=looks">
              {say('needs.more-looks', { count: moreLooks })}
            </PortalLink>
          </Note>
        )}
        {questions.map(({ type, id, subject, reference, text, left, late, clock }) => (
          <Need key={id} title={say('needs.question')} time={left && <Left late={late}>{left}</Left>}>
            <Note>
              <PortalLink href={caseHref(type, id)}>{subject}</PortalLink>,{' '}
              {say('case.reference', { reference })}
            </Note>
            <Said>{text}</Said>
            <Note>{clock}</Note>
            <p>
              <PortalButton kind="main" href={`${caseHref(type, id)}#message`}>
                {say('needs.reply')}
              </PortalButton>
            </p>
          </Need>
        ))}
        {expiring && <Expiring expiring={expiring} decideByForm={actions?.decideByForm} />}
      </div>
    </Part>
  )
}

const Left = ({ late, children }: { late: boolean; children: ReactNode }) => (
  <span className={late ? 'left late' : 'left soon'}>{children}</span>
)

interface ExpiringProps {
  expiring: NonNullable<NeedsWords['expiring']>
  decideByForm?: DecideByForm
}

/** The consents that end soon, each with its switch. */
async function Expiring({ expiring: { at, left, policyVersion, consents }, decideByForm }: ExpiringProps) {
  const locale = await readerLocale()
  const say = translator(locale, 'overview.needs')
  const count = consents.length
  return (
    <Need tone="calm" title={say('expiring', { count })} time={<span className="left">{left}</span>}>
      <ConsentSwitches
        locale={locale}
        at={at}
        policyVersion={policyVersion}
        consents={consents}
        decideByForm={decideByForm}
      >
        <Rows>
          {consents.map((words) => (
            <Consent
              key={words.row.id}
              words={words}
              say={translator(locale, 'consents')}
              decideByForm={decideByForm}
            />
          ))}
        </Rows>
      </ConsentSwitches>
      <Note>{say('expiring-note', { count })}</Note>
    </Need>
  )
}
