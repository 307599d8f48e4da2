import type { AttachmentWords } from '#i18n/describe/case-steps.ts'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/text.tsx'

/**
 * A file of a step, and what came of its scan. It is a plain link: the browser does not fetch it ahead, because opening a
 * file is logged.
 * @param way null when the reader opens no files.
 */
export function AttachmentLine({ file, way }: { file: AttachmentWords; way: string | null }) {
  const { name, size, opens, scan } = file
  return (
    <div className="mt-2">
      <Note>
        <Icon name="attach" small />{' '}
        {way !== null && opens ? (
          <a href={way} download className="wrap-anywhere">
            {name}
          </a>
        ) : (
          <span className={opens ? 'shut wrap-anywhere' : 'wrap-anywhere'}>{name}</span>
        )}
        , {size}
      </Note>
      {scan && <p className={scan.isBad ? 'error' : 'note'}>{scan.text}</p>}
    </div>
  )
}
