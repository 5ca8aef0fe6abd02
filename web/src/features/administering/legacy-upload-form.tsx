import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useLegacyActs } from '../../api/legacy-runs.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Button, FileBox, Notice, ProgressBar, TextField } from '../../ui/index.ts'

/** Sends a manifest of an old system and a ZIP of its files, to be tried. */
export function LegacyUploadForm() {
  const all = useText()
  const text = all.administering.legacyImports.upload
  const acts = useLegacyActs()
  const [source, setSource] = useState('')
  const [decision, setDecision] = useState('')
  const [manifest, setManifest] = useState<File>()
  const [files, setFiles] = useState<File>()
  const [percent, setPercent] = useState<number>()
  const [problem, setProblem] = useState<ReactNode>()
  const cancel = useRef<() => void>(undefined)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (manifest === undefined) return
    const form = new FormData()
    // The server reads the words before the bytes begin.
    form.append('source', source)
    if (decision.trim() !== '') form.append('decision', decision)
    form.append('manifest', manifest)
    if (files !== undefined) form.append('files', files)
    setProblem(undefined)
    setPercent(0)
    const sending = acts.send(form, setPercent)
    cancel.current = sending.cancel
    try {
      await sending.done
      setManifest(undefined)
      setFiles(undefined)
    } catch (error) {
      const isCancelled = error instanceof DOMException && error.name === 'AbortError'
      if (!isCancelled) setProblem(problemText(error, all))
    }
    setPercent(undefined)
  }
  const box = { choose: text.choose, remove: text.remove }
  return (
    <form className="paper grid gap-4 p-4" aria-label={text.title} onSubmit={(event) => void submit(event)}>
      <div>
        <h3 className="font-bold">{text.title}</h3>
        <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{text.help}</p>
      </div>
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <TextField
          label={text.source}
          hint={text.sourceHint}
          value={source}
          onChange={setSource}
          maxLength={200}
          requiredMark={text.required}
        />
        <TextField label={text.decision} value={decision} onChange={setDecision} maxLength={200} />
        <FileBox
          label={text.manifest}
          hint={text.manifestHint}
          file={manifest}
          onChange={setManifest}
          {...box}
        />
        <FileBox label={text.files} hint={text.filesHint} file={files} onChange={setFiles} {...box} />
      </div>
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      {percent !== undefined && <ProgressBar label={text.sending} value={percent} />}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          isDisabled={source.trim() === '' || manifest === undefined}
          isPending={percent !== undefined}
        >
          {text.rehearse}
        </Button>
        {percent !== undefined && <Button onPress={() => cancel.current?.()}>{text.cancel}</Button>}
      </div>
    </form>
  )
}
