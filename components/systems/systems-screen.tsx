import Link from 'next/link'
import type { SystemsView } from '#domain/systems/schema.ts'
import type { SystemLineWords } from '#i18n/describe/systems.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { Notice, StateLabel } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions, Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

interface Props {
  systems: SystemLineWords[]
  /** For officers, the systems whose reports of restricted data are missing, each in a sentence. */
  silent: { id: string; text: string }[]
  can: SystemsView['can']
}

/** The list of systems: name, health, last delivery, keys. */
export async function SystemsScreen({ systems, silent, can }: Props) {
  const say = translator(await readerLocale(), 'systems')
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
      {silent.length > 0 && (
        <Notice tone="warn" title={say('unreported.title')}>
          {silent.map(({ id, text }) => (
            <p key={id}>{text}</p>
          ))}
          <Note>{say('unreported.note')}</Note>
        </Notice>
      )}
      <Part heading={say('count', { count: systems.length })} note={say('worst-first')}>
        {systems.length === 0 && <Empty>{say('none')}</Empty>}
        <Rows>
          {systems.map(({ id, name, state, sentences }) => (
            <Row key={id}>
              <Line
                title={
                  <Link href={`/staff/systems/${id}`} prefetch={false}>
                    {name}
                  </Link>
                }
              >
                <StateLabel is={state.is}>{state.text}</StateLabel>
              </Line>
              <Note>{sentences}</Note>
            </Row>
          ))}
        </Rows>
      </Part>
    </>
  )
}
