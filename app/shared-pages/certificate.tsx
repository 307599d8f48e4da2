import { notFound } from 'next/navigation'
import { CertificateScreen } from '#components/requests/certificate-screen.tsx'
import type { Ctx } from '#domain/context.ts'
import { showCertificate } from '#domain/deletions/show-certificate.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeCertificate } from '#i18n/describe/deletions.ts'

/** The certificate of a deletion, or the page that says there is none. */
export async function CertificatePage({ ctx, id }: { ctx: Ctx; id: string }) {
  const view = await showCertificate(ctx, { caseId: id }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    throw error
  })
  return <CertificateScreen id={id} words={describeCertificate(ctx.locale, view)} />
}
