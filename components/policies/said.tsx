import type { Point } from '#domain/policies/content-schema.ts'
import { Mark } from './mark.tsx'

/** The policy's own sentences, a paragraph each; those that a version does not have are left out. */
export function Said({ points }: { points: (Point | undefined)[] }) {
  return points.map(
    (point) =>
      point && (
        <p key={point.id}>
          {point.text}
          <Mark of={point.mark} />
        </p>
      ),
  )
}
