import { classes } from './classes.ts'

const shapes = {
  overview: <path d="M5 4.5h14v15H5zM8.5 9h7M8.5 12.5h7M8.5 16h4" />,
  data: (
    <>
      <circle cx="6" cy="6.5" r="2" />
      <circle cx="6" cy="17.5" r="2" />
      <path d="M11 6.5h9M11 17.5h9M11 12h6M6 8.5v7" />
    </>
  ),
  consents: (
    <>
      <rect x="2.5" y="7" width="19" height="10" rx="5" />
      <circle className="filled" cx="16.5" cy="12" r="2.5" />
      <path d="M6.5 12h4" />
    </>
  ),
  recipients: (
    <>
      <circle cx="4.5" cy="12" r="2" />
      <path d="M6.5 12H11c3.5 0 3.5-6.5 7-6.5M11 12h7M11 12c3.5 0 3.5 6.5 7 6.5" />
      <circle className="filled" cx="19.5" cy="5.5" r="1.5" />
      <circle className="filled" cx="19.5" cy="12" r="1.5" />
      <circle className="filled" cx="19.5" cy="18.5" r="1.5" />
    </>
  ),
  requests: (
    <>
      <path d="M6 3.5h8.5L18.5 7.5v13H6z" />
      <path d="M9 11h6M9 14h6M9 17h3.5M14 3.5v4.5h4.5" />
    </>
  ),
  complaints: (
    <>
      <path d="M4 5h16v11.5h-8.5L7 20.5v-4H4z" />
      <path d="M8 9.5h8M8 12.5h5" />
    </>
  ),
  menu: <path d="M4 7.5h16M4 12h16M4 16.5h16" />,
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="9.5" rx="1" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />
    </>
  ),
  abroad: <path d="M3 12h12M11.5 8l4 4-4 4M19 4v16" />,
  attach: <path d="M8 12.5l6-6a2.8 2.8 0 0 1 4 4l-8 8a4.5 4.5 0 0 1-6.5-6.5l7-7" />,
}

export type IconName = keyof typeof shapes

/** A line drawing of 24 units in the colour of the text; `small` is for a sentence. It never replaces a name. */
export function Icon({ name, small }: { name: IconName; small?: boolean }) {
  return (
    <svg className={classes('icon', small && 'small')} viewBox="0 0 24 24" aria-hidden="true">
      {shapes[name]}
    </svg>
  )
}
