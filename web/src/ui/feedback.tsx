import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { ProgressBar as AriaProgressBar } from 'react-aria-components'
import { cx } from './class-names.ts'

/** Work that goes on, without a number. */
export function Spinner({ label, small = false }: { readonly label: string; readonly small?: boolean }) {
  return (
    <output className="inline-flex items-center gap-2.5 text-ink-2">
      <span
        className={cx(
          'animate-spin rounded-full border-2 border-lead-line border-t-lead',
          small ? 'size-4' : 'size-6',
        )}
        aria-hidden
      />
      <span className={small ? 'text-sm' : ''}>{label}</span>
    </output>
  )
}

type ProgressProps = {
  readonly label: string
  readonly value?: number | undefined
  readonly failed?: boolean
}

/** How far a piece of work is, 0 to 100; without a value it only shows that it goes on. */
export function ProgressBar({ label, value, failed = false }: ProgressProps) {
  return (
    <AriaProgressBar
      aria-label={label}
      value={value ?? 0}
      isIndeterminate={value === undefined}
      className="block"
    >
      <div className="h-1.5 overflow-hidden rounded-full bg-ink/10">
        <div
          className={cx(
            'h-full rounded-full transition-[width] duration-150',
            failed ? 'bg-shu' : 'bg-lead',
            value === undefined && 'w-1/3 animate-pulse',
          )}
          style={value === undefined ? {} : { width: `${Math.max(2, value)}%` }}
        />
      </div>
    </AriaProgressBar>
  )
}

type BadgeProps = {
  readonly tone?: 'plain' | 'lead' | 'shu' | 'solid-shu' | 'done'
  readonly children: ReactNode
}

const tones = {
  plain: 'border-line-strong/60 bg-well text-ink-2',
  lead: 'border-lead-line bg-lead-soft text-lead',
  shu: 'border-shu-line bg-shu-soft text-shu-strong',
  'solid-shu': 'border-shu bg-shu text-white',
  done: 'border-ink/70 bg-paper text-ink',
} as const

/** A word on a state. */
export function Badge({ tone = 'plain', children }: BadgeProps) {
  return (
    <span
      className={cx(
        'inline-flex shrink-0 items-center rounded-4 border px-1.5 text-xs leading-[1.375rem] font-bold whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}

type NoticeProps = {
  readonly tone?: 'info' | 'warning' | 'done'
  readonly title?: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  /** Read aloud at once: for what appears by itself. */
  readonly live?: boolean
}

/** A place on the page that says something the reader should know. */
export function Notice({ tone = 'info', title, children, action, live = false }: NoticeProps) {
  const Sign = tone === 'warning' ? TriangleAlert : tone === 'done' ? CircleCheck : Info
  return (
    <div
      role={live ? (tone === 'warning' ? 'alert' : 'status') : undefined}
      className={cx(
        'flex flex-wrap items-start gap-3 rounded-8 border px-4 py-3',
        tone === 'warning' ? 'border-shu-line bg-shu-soft' : 'border-lead-line bg-lead-soft',
      )}
    >
      <Sign
        className={cx('mt-1 size-5 shrink-0', tone === 'warning' ? 'text-shu' : 'text-lead')}
        aria-hidden
      />
      <div className="min-w-0 flex-1 basis-60">
        {title !== undefined && <p className="font-bold">{title}</p>}
        {children !== undefined && <div className="leading-relaxed">{children}</div>}
      </div>
      {action}
    </div>
  )
}

type EmptyProps = {
  readonly title: ReactNode
  readonly text?: ReactNode
  readonly action?: ReactNode
  readonly picture?: ReactNode
  /** It stands in the place of a whole page, and is its heading. */
  readonly isPage?: boolean
}

/** What to show where nothing is: says why, and what to do next. */
export function EmptyState({ title, text, action, picture, isPage = false }: EmptyProps) {
  const Title = isPage ? 'h1' : 'p'
  return (
    <div className="mx-auto grid max-w-lg justify-items-center gap-3 px-6 py-14 text-center">
      {picture !== undefined && <div className="text-line-strong">{picture}</div>}
      <Title className="text-lg leading-snug font-bold text-balance [word-break:auto-phrase]">{title}</Title>
      {text !== undefined && <div className="text-ink-2 text-pretty [word-break:auto-phrase]">{text}</div>}
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  )
}
