'use no memo'

import type { ConsentRow } from '#i18n/describe/consents.ts'
import { Knot, Thread } from '../ui/thread.tsx'

interface Props {
  lines: ConsentRow['flow']
  /** Whole while the data flow or are asked for, cut while they don't. */
  line: 'solid' | 'cut'
}

/** What a consent opens, for what, to whom and until when. */
export function ConsentFlow({ lines, line }: Props) {
  return (
    <Thread shape="across">
      {lines.map(({ knot, label, text }) => (
        <Knot key={knot} knot={knot} line={knot === 'stop' ? 'none' : line} label={label}>
          {text}
        </Knot>
      ))}
    </Thread>
  )
}
