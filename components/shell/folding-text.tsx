import { Fragment } from 'react'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Said } from '../ui/thread.tsx'

/** The number of characters that are shown; the rest folds. */
const shownCharacters = 1200

interface Props {
  text: string
  /** The reader's own side wrote it. */
  mine?: boolean
  /** Only staff can read it. */
  note?: boolean
}

/** A text as it was written, line by line. A long text folds. */
export async function FoldingText({ text, mine, note }: Props) {
  const say = translator(await readerLocale(), 'complaints.thread')
  const [shown, rest] = fold(text)
  return (
    <>
      <Said mine={mine} note={note}>
        <Lines text={shown} />
      </Said>
      {rest && (
        <div className="rest">
          <Disclosure summary={say('more', { count: [...rest].length })}>
            <Said mine={mine} note={note}>
              <Lines text={rest} />
            </Said>
          </Disclosure>
        </div>
      )}
    </>
  )
}

/** The beginning of a long text up to the end of a word, and the rest. */
function fold(text: string): [shown: string, rest: string] {
  const characters = [...text]
  if (characters.length <= shownCharacters * 1.25) return [text, '']
  const start = characters.slice(0, shownCharacters).join('')
  const word = start.search(/\s\S*$/)
  const shown = word > start.length / 2 ? start.slice(0, word) : start
  return [shown, text.slice(shown.length).trimStart()]
}

function Lines({ text }: { text: string }) {
  return (
    <span className="wrap-anywhere">
      {text.split('\n').map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never move
        <Fragment key={place}>
          {place > 0 && <br />}
          {line}
        </Fragment>
      ))}
    </span>
  )
}
