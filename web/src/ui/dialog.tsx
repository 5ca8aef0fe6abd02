import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

type Props = {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons, the way out first. */
  readonly actions: ReactNode
}

/** For the few moments that need an answer before anything else; prefer a place on the page. */
export function Dialog({ title, isOpen, onClose, children, actions }: Props) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      isDismissable
      className="fixed inset-0 z-40 grid place-items-center bg-ink/45 p-4"
    >
      <Modal className="w-full max-w-lg">
        <AriaDialog className="paper grid max-h-[85dvh] gap-4 overflow-auto p-6 shadow-float outline-none">
          <Heading slot="title" className="text-xl leading-snug font-bold">
            {title}
          </Heading>
          <div className="text-ink-2">{children}</div>
          <div className="flex flex-wrap justify-end gap-3">{actions}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
