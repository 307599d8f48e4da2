import type { ComponentProps, ReactNode } from 'react'
import { Icon } from './icon.tsx'

type FileButtonProps = Omit<ComponentProps<'input'>, 'type' | 'className' | 'children'> & {
  children: ReactNode
}

/** A file input that looks like a button; `children` are its words. */
export function FileButton({ children, ...rest }: FileButtonProps) {
  return (
    <label className="btn">
      <Icon name="attach" />
      {children}
      <input {...rest} type="file" className="sr" />
    </label>
  )
}
