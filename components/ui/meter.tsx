interface MeterProps {
  made: number
  total: number
  /** The sentence that says what the picture shows. */
  label: string
}

/** How much of something is made: a thread without days. */
export function Meter({ made, total, label }: MeterProps) {
  const share = total > 0 ? Math.min(1, made / total) : 0
  return (
    <svg className="track meter" role="img" aria-label={label}>
      <rect className="run" width={`${Math.round(share * 1000) / 10}%`} />
      <rect className="end" x="100%" />
    </svg>
  )
}
