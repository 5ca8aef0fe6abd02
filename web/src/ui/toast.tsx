import { CircleCheck, TriangleAlert, X } from 'lucide-react'
import { type ReactNode, isValidElement, useSyncExternalStore } from 'react'
import { IconButton } from './button.tsx'
import { cx } from './class-names.ts'

type Message = { readonly id: number; readonly text: ReactNode; readonly tone: 'done' | 'warning' }

let messages: readonly Message[] = []
let lastId = 0
const watchers = new Set<() => void>()

function change(next: readonly Message[]): void {
  messages = next
  for (const watcher of watchers) watcher()
}

function dismiss(id: number): void {
  change(messages.filter((it) => it.id !== id))
}

/** Says something at the foot of the page. What went well leaves by itself; a warning stays until it is closed. */
export function toast(text: ReactNode, tone: Message['tone'] = 'done'): void {
  lastId += 1
  const id = lastId
  change([...messages.filter((it) => !isSame(it.text, text)).slice(-2), { id, text, tone }])
  if (tone === 'done') setTimeout(() => dismiss(id), 6000)
}

/** Said again: the same words, or an element of the same key. */
function isSame(one: ReactNode, other: ReactNode): boolean {
  if (!isValidElement(one) || !isValidElement(other)) return one === other
  return one.key !== null && one.key === other.key
}

/** Where `toast` speaks; put once on the page. */
export function ToastRegion({ closeLabel = '閉じる' }: { readonly closeLabel?: string }) {
  const shown = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => messages,
    () => messages,
  )
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-50 grid justify-items-center gap-2 md:bottom-6"
    >
      {shown.map((it) => (
        <div
          key={it.id}
          className={cx(
            'pointer-events-auto flex max-w-xl items-center gap-3 rounded-8 border bg-paper py-1.5 pr-1.5 pl-4 shadow-float',
            it.tone === 'warning' ? 'border-shu' : 'border-line-strong',
          )}
          data-toast={it.tone}
        >
          {it.tone === 'warning' ? (
            <TriangleAlert className="size-5 shrink-0 text-shu" aria-hidden />
          ) : (
            <CircleCheck className="size-5 shrink-0 text-lead" aria-hidden />
          )}
          <span className="leading-snug">{it.text}</span>
          <IconButton
            label={closeLabel}
            icon={<X className="size-5" aria-hidden />}
            onPress={() => dismiss(it.id)}
          />
        </div>
      ))}
    </div>
  )
}
