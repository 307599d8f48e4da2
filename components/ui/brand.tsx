/** The product's mark: two threads crossing. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true">
      <path d="M1 9.5c4.5 0 4.5 9 9 9s4.5-9 9-9 4 4.5 8 4.5M1 18.5c4.5 0 4.5-9 9-9s4.5 9 9 9 4-4.5 8-4.5" />
    </svg>
  )
}

const weftHalf = 18
const weftLength = 432

/** The weft, an ornamental band for sign-in, policies and printed receipts. */
export function Weft() {
  return (
    <svg className="weft" viewBox={`0 0 ${weftLength} 36`} preserveAspectRatio="none" aria-hidden="true">
      {[6, 10, 14, 18, 22, 26, 30].map((top) => (
        <path key={top} d={wave(top)} />
      ))}
    </svg>
  )
}

function wave(top: number): string {
  const steps = Array.from({ length: weftLength / (2 * weftHalf) }, (_, step) => {
    const middle = (2 * step + 1) * weftHalf
    const [from, to] = step % 2 === 0 ? [top, 36 - top] : [36 - top, top]
    return `C${middle} ${from} ${middle} ${to} ${middle + weftHalf} ${to}`
  })
  return `M0 ${top}${steps.join('')}`
}
