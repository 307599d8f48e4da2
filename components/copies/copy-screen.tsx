import type { CopyWords } from '#i18n/describe/copies.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StepUpProvider, type StepUpWords } from '../account/step-up.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Clock, Figure } from '../ui/clock.tsx'
import { Meter } from '../ui/meter.tsx'
import { Notice, StateLabel } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Hash, Label, Note } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'
import { CopyContents } from './copy-contents.tsx'
import { CopyDownload } from './copy-download.tsx'
import { CopyEnd } from './copy-end.tsx'

interface Props {
  id: string
  words: CopyWords
  stepUp: StepUpWords
  /** The browser asked for the file and was sent back here, because a code is needed first. */
  askedForFile: boolean
}

/** The page of a copy: how it is made, then its download, then that it is over. */
export async function CopyScreen({ id, words, stepUp, askedForFile }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'copies')
  const offline = translator(locale, 'common')('offline')
  const { progress, download, state } = words
  return (
    <QueryProvider>
      <StepUpProvider words={stepUp}>
        <PageHead
          title={words.title}
          above={
            <Label>
              <PortalLink href="/copies">{say('title')}</PortalLink>
            </Label>
          }
        >
          {words.lede && <p>{words.lede}</p>}
          <Note>{words.parts}</Note>
          {askedForFile && download && (
            <Notice tone="warn" role="status">
              <p>{say('refused.code')}</p>
            </Notice>
          )}
          {!progress && state !== 'ready' && (
            <Actions>
              <ButtonLink href="/copies" kind="main">
                {say(state === 'failed' ? 'copy.again' : 'copy.new')}
              </ButtonLink>
            </Actions>
          )}
        </PageHead>
        {progress && <ProgressPart progress={progress} />}
        {progress && words.systems && <SystemsPart systems={words.systems} />}
        {download && (
          <Part heading={say('download.title')} note={download.note}>
            <div>
              <Figure value={download.days} unit={download.unit} />
              <p>{download.until}</p>
              <div className="my-5">
                <Clock
                  day={download.passed}
                  of={download.of}
                  label={download.clock}
                  start={download.start}
                  end={download.end}
                />
              </div>
              <CopyDownload
                copyId={id}
                words={{ file: download.file, preparing: say('download.preparing'), offline }}
              />
              <p className="mt-5">{download.left}</p>
              <Note className="mt-1.5">
                {say('download.careful')}{' '}
                <a href={`/copies/${id}/calendar`} download>
                  {say('download.calendar')}
                </a>
              </Note>
            </div>
          </Part>
        )}
        {words.hash && (
          <Part heading={say('check.title')}>
            <div>
              <Note>{say('check.note')}</Note>
              <p className="mt-1.5">
                <Hash>{words.hash}</Hash>
              </p>
            </div>
          </Part>
        )}
        {!progress && words.systems && <SystemsPart systems={words.systems} />}
        <StoryPart story={words.story} />
        <CopyContents parts={words.contents} />
        {(progress || state === 'ready' || state === 'used-up') && (
          <Part heading={say(progress ? 'progress.stop-title' : 'erase.title')}>
            <CopyEnd
              copyId={id}
              words={{
                note: say(progress ? 'progress.stop-note' : 'erase.note'),
                end: say(progress ? 'progress.stop' : 'erase.erase'),
                offline,
              }}
            />
          </Part>
        )}
      </StepUpProvider>
    </QueryProvider>
  )
}

async function ProgressPart({ progress }: { progress: NonNullable<CopyWords['progress']> }) {
  const say = translator(await readerLocale(), 'copies')
  return (
    <Part heading={say('progress.title')}>
      <div>
        <Figure value={progress.percent} unit={say('progress.percent')} />
        <p>{progress.left}</p>
        <div className="mt-5 mb-2">
          <Meter made={progress.made} total={progress.total} label={progress.meter} />
        </div>
        {progress.again ? (
          <Notice tone="warn">
            <p>{progress.again}</p>
          </Notice>
        ) : (
          <Note>
            {progress.of} {progress.step}. {progress.beat}
          </Note>
        )}
      </div>
    </Part>
  )
}

async function SystemsPart({ systems: { note, rows } }: { systems: NonNullable<CopyWords['systems']> }) {
  const say = translator(await readerLocale(), 'copies')
  return (
    <Part id="systems" heading={say('systems.title')} note={note}>
      <Rows>
        {rows.map(({ id, name, state, count }) => (
          <Row key={id}>
            <Line title={name}>
              <StateLabel is={state.is}>{state.text}</StateLabel>
            </Line>
            {count && <Note>{count}</Note>}
          </Row>
        ))}
      </Rows>
    </Part>
  )
}

async function StoryPart({ story }: { story: CopyWords['story'] }) {
  const say = translator(await readerLocale(), 'copies')
  return (
    <Part heading={say('who.title')} note={say('who.note')}>
      <Thread shape="log">
        {story.map(({ iso, when, what, doubtable }, place) => {
          const last = place === story.length - 1
          return (
            <Knot
              key={`${iso} ${what}`}
              knot={last ? 'ring' : 'disc'}
              line={last ? 'none' : 'solid'}
              label={when}
              dateTime={iso}
            >
              {what} {doubtable && <PortalLink href="/complaints/new">{say('who.not-me')}</PortalLink>}
            </Knot>
          )
        })}
      </Thread>
    </Part>
  )
}
