import type { ReactNode } from 'react'
import { visitorContext } from '#api/session/visitor.ts'
import { Footer } from '#components/shell/footer.tsx'
import { LanguageSwitch } from '#components/shell/language-switch.tsx'
import { PublicFrame } from '#components/ui/frame.tsx'
import { operator } from '#domain/policies/operator.ts'
import { translator } from '#i18n/translator.ts'
import { services } from '#services'
import { chooseLanguage } from './actions.ts'
import { PageImprint } from './page-imprint.tsx'

/** The frame of a public page with the language switch and the bank's phone number. For `path` see {@link PageImprint}. */
export async function PublicPage({ path, children }: { path?: string; children: ReactNode }) {
  const ctx = await visitorContext()
  const { config } = await services()
  const say = translator(ctx.locale, 'common')
  return (
    <PublicFrame
      product={{ name: say('product'), part: say('center'), href: '/' }}
      skip={say('skip')}
      imprint={<PageImprint openedAt={ctx.now} path={path} />}
      languages={<LanguageSwitch choose={chooseLanguage} />}
      footer={<Footer phone={operator(ctx).urgentPhone} demo={config.ARQAU_DEMO} />}
    >
      {children}
    </PublicFrame>
  )
}
