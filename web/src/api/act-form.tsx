import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { useSending } from './use-sending.ts'
import { useText } from '../i18n/index.tsx'
import { Button, Notice, ReturnFocus, cx } from '../ui/index.ts'

type Props = {
  readonly title: string
  /** Under the title of a form that stands on its page. */
  readonly help?: ReactNode
  /** The level of its title, one below the heading of its page or part. */
  readonly level?: 2 | 3
  readonly confirm: string
  readonly isDanger?: boolean
  /** Everything it needs is there. */
  readonly isWhole: boolean
  /** Throws what the server refuses; that is shown above the button. */
  readonly send: () => Promise<unknown>
  readonly onDone: () => void
  /** Of a form that opens; absent: it always stands there. */
  readonly onClose?: (() => void) | undefined
  readonly className?: string
  readonly children: ReactNode
}

/** A form that does one thing: its fields, what the server refused, and the button that sends it. */
export function ActForm(props: Props) {
  const {
    title,
    help,
    level = 3,
    confirm,
    isDanger = false,
    isWhole,
    send,
    onDone,
    onClose,
    className,
    children,
  } = props
  const { common } = useText()
  const heading = useId()
  const { isSending, problem, run } = useSending()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await run(send)) onDone()
  }
  const stands = help !== undefined
  const Title = level === 2 ? 'h2' : 'h3'
  const top = useRef<HTMLFormElement>(null)
  const opensAbove = stands && onClose !== undefined
  // The button that opened it may be far below.
  useEffect(() => {
    if (!opensAbove) return
    top.current?.scrollIntoView({ block: 'nearest' })
    top.current?.focus({ preventScroll: true })
  }, [opensAbove])
  const form = (
    <form
      ref={top}
      {...(opensAbove ? { tabIndex: -1 } : {})}
      {...(stands ? { 'aria-labelledby': heading } : { 'aria-label': title })}
      className={cx(
        'grid scroll-mt-20 gap-4 outline-none',
        className ?? (stands ? 'paper px-4 py-4 sm:px-5' : 'rounded-8 bg-well px-4 py-3'),
      )}
      onSubmit={(event) => void submit(event)}
    >
      {stands && (
        <div>
          <Title id={heading} className="font-bold">
            {title}
          </Title>
          <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{help}</p>
        </div>
      )}
      {children}
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button
          type="submit"
          variant={isDanger ? 'danger' : 'primary'}
          isDisabled={!isWhole}
          isPending={isSending}
        >
          {confirm}
        </Button>
        {onClose !== undefined && (
          <Button variant="quiet" onPress={onClose}>
            {common.cancel}
          </Button>
        )}
      </div>
    </form>
  )
  return onClose === undefined ? form : <ReturnFocus>{form}</ReturnFocus>
}
