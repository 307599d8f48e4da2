import { headers } from 'next/headers'
import { askedForHeader } from '#api/asked-for.ts'
import { Imprint } from '#components/shell/imprint.tsx'
import { services } from '#services'

interface Props {
  name?: string | null
  openedAt: Date
  /** The page's path, where another one than that it was asked for by leads to the same for good. */
  path?: string
}

/** The imprint of the page that is being drawn. */
export async function PageImprint({ path, ...rest }: Props) {
  const { config } = await services()
  const [asked] = ((await headers()).get(askedForHeader) ?? '/').split('?', 1)
  return <Imprint {...rest} address={`${config.PUBLIC_URL}${path ?? asked}`} />
}
