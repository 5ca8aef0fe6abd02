import { FileDown } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { droppedFiles, pastedFiles, type Dropped } from './dropped-files.ts'

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

type Props = {
  readonly title: string
  readonly text: string
  readonly onFiles: (files: readonly Dropped[]) => void
}

/** Takes files dropped anywhere in the window or pasted, and says so while they hover. */
export function DropOverlay({ title, text, onFiles }: Props) {
  const [over, setOver] = useState(false)
  const take = useEffectEvent(onFiles)
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
      if (event.dataTransfer !== null) void droppedFiles(event.dataTransfer).then((files) => take(files))
    })
    window.addEventListener(
      'paste',
      (event) => {
        const files = event.clipboardData === null ? [] : pastedFiles(event.clipboardData, new Date())
        if (files.length === 0) return
        event.preventDefault()
        take(files)
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
