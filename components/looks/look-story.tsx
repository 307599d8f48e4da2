import type { LookStoryStep } from '#i18n/describe/looks.ts'
import { Knot, Said, Thread } from '../ui/thread.tsx'

/** What happened in a look, newest first, with the reasons for opening values. Customer and staff both read it. */
export function LookStory({ story }: { story: LookStoryStep[] }) {
  return (
    <Thread shape="log">
      {story.map(({ iso, when, sentence, quote, lang }, place) => (
        <Knot
          // biome-ignore lint/suspicious/noArrayIndexKey: what happened never moves
          key={place}
          knot={place === story.length - 1 ? 'ring' : place === 0 ? 'now' : 'disc'}
          line={place === story.length - 1 ? 'none' : 'solid'}
          label={when}
          dateTime={iso}
        >
          {sentence}
          {quote && <Said lang={lang}>{quote}</Said>}
        </Knot>
      ))}
    </Thread>
  )
}
