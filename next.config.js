/**
 * The headers of answers are in `api/content-policy.ts` and `api/http/answers.ts`.
 * @type {import('next').NextConfig}
 */
const config = {
  typedRoutes: true,
  reactCompiler: true,
  poweredByHeader: false,
  // `npm run typecheck` checks everything, this build's files included.
  typescript: { ignoreBuildErrors: true },
  // The largest form there is, a complaint with its files; `api/page-body.ts` has the limit of each address.
  experimental: { serverActions: { bodySizeLimit: 51 * 1024 * 1024 } },
  // Pictures are ours, small and fixed: `/_next/image` would only be a way in, and it prints what it is asked for.
  images: { unoptimized: true },
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino'],
}

export default config
