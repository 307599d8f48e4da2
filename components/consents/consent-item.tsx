'use client'

import Link from 'next/link'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ConsentRow } from '#i18n/describe/consents.ts'
import { lookNoteId } from '../shell/look-note-id.ts'
import { classes } from '../ui/classes.ts'
import { Disclosure, Pair, TitledList } from '../ui/disclosure.tsx'
import { Notice } from '../ui/notice.tsx'
import { Line, Row } from '../ui/part.tsx'
import { Switch } from '../ui/switch.tsx'
import { Urgent } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'
import { ConsentFlow } from './consent-flow.tsx'
import { ConsentProgress } from './consent-progress.tsx'
import { ConsentQuestion, type QuestionTexts } from './consent-question.tsx'
import { ConsentWidened } from './consent-widened.tsx'
import { useConsents } from './consents-provider.tsx'
import { questionId } from './question-id.ts'

interface Props {
  id: string
  /** Why the consent can't be withdrawn, with a title for while it is on and one for before. */
  lock?: { reason: ReactNode; title: string; before: string }
  /** The title of a restriction of its data, and the way to it. */
  restriction: { title: string; link: ReactNode }
  /** The same decision as a plain form, for a browser without script. */
  plain: ReactNode
  texts: QuestionTexts
  /** The requests that fit it; absent in a look. */
  requests: ReactNode
}

/** A row of the consents page: the switch and the state; it opens on the details. */
export function ConsentItem({ id, lock, restriction, plain, texts, requests }: Props) {
  const { rows, wrong, words, decideByForm, isBusy, isAsked, press, tell } = useConsents()
  const row = rows.find((one) => one.id === id)
  const input = useRef<HTMLInputElement>(null)
  const isOn = row?.on ?? false

  // A press before the page was ready moved only the switch: the switch goes back, and the page says so.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page becomes ready
  useEffect(() => {
    if (!input.current || input.current.checked === isOn) return
    input.current.checked = isOn
    tell(id, words.early)
  }, [])

  if (!row) return null
  const busy = isBusy(id)
  const asked = isAsked(id)
  const titleId = `${id}-title`
  const lockId = `${id}-lock`
  return (
    <Row id={id} asking={asked}>
      <Line id={titleId} title={row.title}>
        <Switch
          ref={input}
          checked={row.on}
          on={busy ? words.saving : words.on}
          off={busy ? words.saving : asked ? words.question['still-off'] : words.off}
          labelledBy={titleId}
          describedBy={classes(!decideByForm && lookNoteId, lock && lockId, asked && questionId(id))}
          locked={row.locked}
          asking={asked}
          disabled={busy}
          onChange={decideByForm && ((on) => press(id, on))}
        />
        {plain}
      </Line>
      {wrong[id] && (
        <p className="error" role="alert">
          {wrong[id]}
        </p>
      )}
      {lock && (
        <div id={lockId}>
          <Notice tone="warn" title={row.on ? lock.title : lock.before}>
            {lock.reason}
          </Notice>
        </div>
      )}
      {row.restricted && (row.on || asked) && (
        <Notice tone="tell" title={restriction.title}>
          <p>{row.restricted}</p>
          <p>{restriction.link}</p>
        </Notice>
      )}
      <ConsentWidened row={row} />
      {decideByForm && asked ? (
        <ConsentQuestion
          row={row}
          texts={texts}
          decideByForm={decideByForm}
          onEnd={() => input.current?.focus()}
        />
      ) : (
        <Details row={row} texts={texts} requests={requests} />
      )}
    </Row>
  )
}

function Details({
  row,
  texts: { stops, keeps },
  requests,
}: { row: ConsentRow } & Pick<Props, 'texts' | 'requests'>) {
  const { words } = useConsents()
  return (
    <Disclosure summary={<Summary row={row} />}>
      <ConsentProgress row={row} />
      <p>{row.allows}</p>
      <ConsentFlow lines={row.flow} line={row.on && !row.restricted ? 'solid' : 'cut'} />
      {row.confirmation && (
        <div>
          <h4>{words.details.confirmation}</h4>
          <p>{row.confirmation}</p>
        </div>
      )}
      <Pair>
        <TitledList title={words.details.stops} items={stops} none={words.details['nothing-stops']} />
        <TitledList title={words.details.keeps} items={keeps} />
      </Pair>
      <History row={row} />
      {requests}
    </Disclosure>
  )
}

function Summary({ row: { summary, summaryOnceTold, progress } }: { row: ConsentRow }) {
  const told = progress !== null && progress.lines.length > 0
  return (
    <>
      {told ? summaryOnceTold : summary} {progress?.late && <Urgent tone="late">{progress.late}</Urgent>}
    </>
  )
}

function History({ row }: { row: ConsentRow }) {
  const { words, decideByForm } = useConsents()
  const titleId = `${row.id}-history`
  return (
    <div>
      <h4 id={titleId}>{words.history}</h4>
      {row.history.length === 0 && <p className="note">{words.noHistory}</p>}
      <Thread shape="log" labelledBy={titleId}>
        {row.history.map(({ id, knot, line, when, dateTime, text, receiptLabel }) => (
          <Knot key={dateTime} knot={knot} line={line} label={when} dateTime={dateTime}>
            {text}{' '}
            {id && decideByForm && (
              <Link href={`/receipts/${id}`} prefetch={false} aria-label={receiptLabel}>
                {words.receipt}
              </Link>
            )}
          </Knot>
        ))}
      </Thread>
    </div>
  )
}
