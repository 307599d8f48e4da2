import type { PolicyView } from '#domain/policies/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Part } from '../ui/part.tsx'
import { AutomatedPart } from './automated-part.tsx'
import { ChangesPart } from './changes-part.tsx'
import { ChoicesPart } from './choices-part.tsx'
import { ClocksPart, ContactsPart, MinorsPart, RightsPart, SecurityPart } from './closing-parts.tsx'
import { DataPart } from './data-part.tsx'
import { MeaningPart } from './meaning-part.tsx'
import { PolicyHead } from './policy-head.tsx'
import { PurposesPart } from './purposes-part.tsx'
import { RecipientsPart } from './recipients-part.tsx'
import { VersionPart } from './version-part.tsx'

const parts = [
  ['data', DataPart],
  ['purposes', PurposesPart],
  ['recipients', RecipientsPart],
  ['choices', ChoicesPart],
  ['automated', AutomatedPart],
  ['clocks', ClocksPart],
  ['minors', MinorsPart],
  ['security', SecurityPart],
  ['rights', RightsPart],
  ['contacts', ContactsPart],
] as const

/**
 * The page of a policy version. It begins with what it means for its reader; the changes from the version before and what
 * programs need come last.
 * @param portal the portal's address, which paper has to name.
 */
export async function PolicyScreen({ view, portal }: { view: PolicyView; portal: string }) {
  const say = translator(await readerLocale(), 'policies')
  const heading = (part: (typeof parts)[number][0] | 'changes' | 'version', place: number) =>
    `${place + 1}. ${say(`parts.${part}`)}`
  return (
    <>
      <PolicyHead view={view} />
      <MeaningPart view={view} />
      <Part heading={say('contents')}>
        <ol className="toc">
          {parts.map(([part]) => (
            <li key={part}>
              <a href={`#${part}`}>{say(`parts.${part}`)}</a>
            </li>
          ))}
          <li>
            <a href="#changes">{say('parts.changes')}</a>
          </li>
          <li>
            <a href="#version">{say('parts.version')}</a>
          </li>
        </ol>
      </Part>
      {parts.map(([part, Body], place) => (
        <Body key={part} heading={heading(part, place)} content={view.content} />
      ))}
      <ChangesPart heading={heading('changes', parts.length)} view={view} />
      <VersionPart heading={heading('version', parts.length + 1)} view={view} portal={portal} />
    </>
  )
}
