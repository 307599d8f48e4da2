import type { ComponentProps, ReactNode } from 'react'

type FileButtonProps = Omit<ComponentProps<'input'>, 'type' | 'className' | 'children'> & {
  children: ReactNode
}

/** A file input that looks like a button; `children` are its icon and its words. */
export function FileButton({ children, ...rest }: FileButtonProps) {
  return (
    <label className="btn">
      {children}
      <input {...rest} type="file" className="sr" />
    </label>
  )
}
