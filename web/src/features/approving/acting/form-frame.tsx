import { type ReactNode, useEffect, useRef } from 'react'
import type { ProposalView } from '../../../../../server/contract/proposals.ts'
import { useText } from '../../../i18n/index.tsx'
import { Button } from '../../../ui/index.ts'
import type { Words } from '../../../api/kept-words.ts'
import type { Ask, Send } from '../use-acting.ts'

/** What every form of an act gets. */
export type FormProps = {
  readonly proposal: ProposalView
  readonly words: Words
  /** What a seal brings along: comment, capacity, the tick of 併用決裁. */
  readonly seal: { readonly comment?: string; readonly as?: string; readonly paperChecked?: boolean }
  readonly busy: boolean
  /** Sends the act, `how` where it is no plain one; `slots` are the words it used, dropped when it is accepted. */
  readonly onSend: (ask: Ask, slots?: readonly string[], how?: Send) => void
  readonly onClose: () => void
}

type FrameProps = Pick<FormProps, 'busy' | 'onClose'> & {
  readonly act: string
  /** What is asked here, where the first field does not say it. */
  readonly title?: string
  readonly confirm: string
  readonly danger?: boolean
  readonly isDisabled?: boolean
  readonly onConfirm: () => void
  readonly children: ReactNode
}

/** The question scrolls, its answer does not: on a phone the button is always there to press. */
export function FormFrame(props: FrameProps) {
  const {
    act,
    title,
    confirm,
    danger = false,
    isDisabled = false,
    busy,
    onConfirm,
    onClose,
    children,
  } = props
  const { acts } = useText()
  const question = useRef<HTMLDivElement>(null)
  // What opened it is hidden or gone by now: the focus goes on here, unless a field has taken it.
  useEffect(() => {
    if (question.current?.contains(document.activeElement) !== true)
      question.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      {/* Placed, so that what is hidden for the eye in it does not make the page longer. */}
      <div
        ref={question}
        tabIndex={-1}
        className="relative grid min-h-0 flex-1 content-start gap-3 overflow-y-auto p-3 outline-none sm:p-4"
      >
        {title !== undefined && <h2 className="font-bold">{title}</h2>}
        {children}
      </div>
      <div className="flex shrink-0 flex-wrap justify-end gap-2 border-t border-lead-line px-3 py-2 sm:px-4 sm:py-3">
        <Button variant="quiet" onPress={onClose}>
          {acts.back}
        </Button>
        <Button
          variant={danger ? 'danger' : 'primary'}
          isDisabled={isDisabled}
          // Not disabled: the button would lose the focus, and with it the place of a refused form.
          isPending={busy}
          onPress={onConfirm}
          data-confirm={act}
        >
          {confirm}
        </Button>
      </div>
    </>
  )
}
