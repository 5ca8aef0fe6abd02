import { useEffect } from 'react'
import { bytesOf } from '../i18n/format.ts'
import { useText } from '../i18n/index.tsx'
import { Button, FileBox, ProgressBar } from '../ui/index.ts'
import type { FileSending } from './use-file-sending.ts'

type Props = {
  readonly hint: string
  readonly file: File | undefined
  readonly onChange: (file: File | undefined) => void
  readonly sending: FileSending
  /** It was tried without a file. */
  readonly missing: boolean
}

/** The corrected file: dropped or chosen, and while it travels how far it is. */
export function ReplacementBox({ hint, file, onChange, sending, missing }: Props) {
  useMissedDrops()
  const { replace: words } = useText().editing
  const { percent } = sending
  if (file !== undefined && percent !== undefined) {
    const label = percent < 100 ? words.sending(percent) : words.checking
    return (
      <div className="grid gap-2 rounded-8 border border-line bg-paper px-4 py-3" data-sending>
        <p className="flex flex-wrap items-baseline gap-x-3">
          <b className="min-w-0 break-all">{file.name}</b>
          <span className="text-sm text-ink-3 tabular">{bytesOf(file.size)}</span>
          <span role="status" className="ml-auto text-sm text-ink-2 tabular">
            {label}
          </span>
        </p>
        <ProgressBar label={label} value={percent < 100 ? percent : undefined} />
        <Button size="small" variant="quiet" onPress={sending.stop} className="justify-self-end">
          {words.stop}
        </Button>
      </div>
    )
  }
  return (
    <div className="grid gap-1.5">
      <FileBox
        label={words.file}
        hint={hint}
        choose={words.choose}
        remove={words.remove}
        file={file}
        onChange={onChange}
      />
      {missing && file === undefined && (
        <p role="alert" className="text-sm text-shu">
          {words.missing}
        </p>
      )}
    </div>
  )
}

/** A file let go beside the place would otherwise be opened in place of the page, and what was typed be gone. */
function useMissedDrops() {
  useEffect(() => {
    const listening = new AbortController()
    for (const name of ['dragover', 'drop'] as const) {
      window.addEventListener(name, (event) => event.preventDefault(), { signal: listening.signal })
    }
    return () => listening.abort()
  }, [])
}
