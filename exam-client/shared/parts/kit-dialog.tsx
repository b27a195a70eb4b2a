import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

/**
 * react-aria adds a <style> for pressable things unless one with this id exists; our CSP would refuse it and log an
 * error. The rule itself is in kit.css, so an empty mark with the id is all it needs.
 */
const PRESSABLE_STYLE_ID = 'react-aria-pressable-style'
if (!document.getElementById(PRESSABLE_STYLE_ID)) {
  const mark = document.createElement('meta')
  mark.id = PRESSABLE_STYLE_ID
  document.head.append(mark)
}

/** A question that must be answered before going on: focus stays in it, Escape leaves it, the page behind is inert. */
export function Ask({
  title,
  open,
  onClose,
  wide = false,
  alert = false,
  children,
  actions,
}: {
  title: string
  open: boolean
  onClose: () => void
  wide?: boolean
  alert?: boolean
  children: ReactNode
  actions: ReactNode
}) {
  return (
    <ModalOverlay
      className="k-veil"
      isOpen={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      isDismissable={false}
    >
      <Modal className={wide ? 'k-modal wide' : 'k-modal'}>
        <Dialog className="k-dialog" role={alert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
          <div className="k-dialog-end">{actions}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
