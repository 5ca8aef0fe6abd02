import { FileDown } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { type Drop, type Dropped, droppedFiles, pastedFiles } from './dropped-files.ts'
import { toast } from './toast.tsx'

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

type Props = {
  readonly title: string
  readonly text: string
  /** Says that something could not be read, and how many others besides. */
  readonly unreadable: (name: string, others: number) => string
  readonly onFiles: (files: readonly Dropped[]) => void
}

/** Takes files dropped anywhere in the window or pasted, and says so while they hover. */
export function DropOverlay({ title, text, unreadable, onFiles }: Props) {
  const [over, setOver] = useState(false)
  const take = useEffectEvent(({ files, unread: [first, ...others] }: Drop) => {
    if (first !== undefined) toast(unreadable(first, others.length), 'warning')
    if (files.length > 0) onFiles(files)
  })
  useEffect(() => {
    // Every element passed sends an enter and a leave; the window is left when as many leaves as enters came.
    let depth = 0
    const listening = new AbortController()
    const on = (name: 'dragenter' | 'dragleave' | 'dragover' | 'drop', then: (event: DragEvent) => void) =>
      window.addEventListener(
        name,
        (event) => {
          if (!carriesFiles(event)) return
          event.preventDefault()
          then(event)
        },
        { signal: listening.signal },
      )
    on('dragenter', () => {
      depth += 1
      setOver(true)
    })
    on('dragleave', () => {
      depth -= 1
      if (depth <= 0) setOver(false)
    })
    on('dragover', (event) => {
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
    })
    on('drop', (event) => {
      depth = 0
      setOver(false)
      if (event.dataTransfer !== null) void droppedFiles(event.dataTransfer).then((drop) => take(drop))
    })
    window.addEventListener(
      'paste',
      (event) => {
        const files = event.clipboardData === null ? [] : pastedFiles(event.clipboardData, new Date())
        if (files.length === 0) return
        event.preventDefault()
        take({ files, unread: [] })
      },
      { signal: listening.signal },
    )
    return () => listening.abort()
  }, [])
  if (!over) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-lead/12 p-4">
      <div className="grid size-full place-items-center rounded-16 border-4 border-dashed border-lead bg-paper/85">
        <div className="grid justify-items-center gap-2 text-center">
          <FileDown className="size-14 text-lead" aria-hidden />
          <p className="text-2xl font-bold text-lead">{title}</p>
          <p className="text-ink-2">{text}</p>
        </div>
      </div>
    </div>
  )
}
