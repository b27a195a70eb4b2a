import { createContext, type ReactNode, useContext, useEffect, useId, useRef } from 'react'

/** The gallery shows many screens on one page: there a dialog stays inside its frame. */
export const DialogsInPlace = createContext(false)

/** A native modal dialog: the browser keeps the focus inside, closes on Esc and gives the focus back. */
export function Dialog({
  title,
  onClose,
  children,
  className = '',
}: {
  title: string
  onClose: () => void
  children: ReactNode
  className?: string
}) {
  const inPlace = useContext(DialogsInPlace)
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog || dialog.open) return
    if (inPlace) dialog.show()
    else dialog.showModal()
    return () => dialog.close()
  }, [inPlace])
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}
