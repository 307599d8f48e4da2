import Link from 'next/link'
import type { SystemsView } from '#domain/systems/schema.ts'
import { describeLine, describeStanding } from '#i18n/describe/systems.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { State } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions, Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

interface Props {
  view: SystemsView
  locale: Locale
  now: Date
}

/** Every system in a row: its name, how it does, when it was last told something, its keys. */
export function SystemsScreen({ view: { systems, can }, locale, now }: Props) {
  const say = translator(locale, 'systems')
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <Note>
          {say.rich('api', {
            link: (text) => (
              <Link href="/developers" prefetch={false}>
                {text}
              </Link>
            ),
          })}
        </Note>
        {can.keep && (
          <Actions>
            <ButtonLink href="/staff/systems/new">{say('add')}</ButtonLink>
          </Actions>
        )}
      </PageHead>
      <Part heading={say('count', { count: systems.length })} note={say('worst-first')}>
        {systems.length === 0 && <Empty>{say('none')}</Empty>}
        <Rows>
          {systems.map((system) => {
            const { is, text } = describeStanding(locale, system)
            return (
              <Row key={system.id}>
                <Line
                  title={
                    <Link href={`/staff/systems/${system.id}`} prefetch={false}>
                      {system.name}
                    </Link>
                  }
                >
                  <State is={is}>{text}</State>
                </Line>
                <Note>{describeLine(locale, system, now)}</Note>
              </Row>
            )
          })}
        </Rows>
      </Part>
    </>
  )
}
