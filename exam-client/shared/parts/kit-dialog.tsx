import { type ReactNode, useEffect, useState } from 'react'
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

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])'
const takesFocus = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled') && element.getClientRects().length > 0

const LOOK_MS = 50
const WATCH_MS = 3000
const SIGNS = ['keydown', 'pointerdown'] as const

/**
 * Where the keyboard goes when what opened the dialog can take it no more: a step that is done now is disabled, a line that
 * was decided has gone. The nearest thing around it that is still there; never the bare page, from where every Tab would
 * begin at the top.
 */
function useWayBack(): void {
  const [way] = useState(() => {
    const around: HTMLElement[] = []
    for (let at = document.activeElement; at instanceof HTMLElement && at !== document.body; at = at.parentElement)
      around.push(at)
    return around
  })
  useEffect(
    () => () => {
      const back = () => {
        if (document.activeElement && document.activeElement !== document.body) return
        for (const around of way) {
          if (!around.isConnected) continue
          const inside = [...around.querySelectorAll<HTMLElement>(FOCUSABLE)].find(takesFocus)
          const next = around.matches(FOCUSABLE) && takesFocus(around) ? around : inside
          if (next) return next.focus()
        }
      }
      // react-aria puts the focus back within two frames, where it can. What it gave it to may be disabled a moment later,
      // when the server's word of what was done comes; whoever has pressed something since goes her own way.
      const looking = setInterval(back, LOOK_MS)
      const leave = () => {
        clearInterval(looking)
        for (const sign of SIGNS) removeEventListener(sign, leave, true)
      }
      for (const sign of SIGNS) addEventListener(sign, leave, true)
      setTimeout(leave, WATCH_MS)
    },
    [way],
  )
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
  useWayBack()
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
