import { Button } from './button.tsx'

type ToastProps = {
  /** One sentence; null when there is nothing to say. */
  text: string | null
  action?: string
  onAction?: () => void
  /** Called when the 20 s are over. They stop under the pointer and while the action has focus. */
  onClose: () => void
}

/**
 * Says what was done and offers to undo it. Keep it mounted: screen readers announce what changes inside a status that
 * is already there. Its time is the animation of the line on top, so it needs no timer.
 */
export function Toast({ text, action, onAction, onClose }: ToastProps) {
  return (
    <div role="status">
      {text !== null && (
        <div key={text} className="toast" onAnimationEnd={onClose}>
          <p>{text}</p>
          {action && (
            <Button kind="text" onClick={onAction}>
              {action}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
