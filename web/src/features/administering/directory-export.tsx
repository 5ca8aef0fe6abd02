import { Download } from 'lucide-react'
import { useState } from 'react'
import { saveDirectoryFile } from '../../api/directory-changes.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Button, Notice } from '../../ui/index.ts'

const files = [
  { id: 'peopleUtf8', file: 'people', encoding: 'utf-8' },
  { id: 'peopleCp932', file: 'people', encoding: 'cp932' },
  { id: 'unitsUtf8', file: 'units', encoding: 'utf-8' },
  { id: 'unitsCp932', file: 'units', encoding: 'cp932' },
] as const

/** CSVで書き出す: staff and units of a day, and where a name cannot be written, which. */
export function DirectoryExport({ day, onClose }: { readonly day: string; readonly onClose: () => void }) {
  const all = useText()
  const text = all.administering.changes
  const [problem, setProblem] = useState<unknown>()
  const save = async ({ file, encoding }: (typeof files)[number]) => {
    setProblem(undefined)
    try {
      await saveDirectoryFile(file, day, encoding)
    } catch (error) {
      setProblem(error)
    }
  }
  return (
    <section aria-labelledby="export" className="paper mb-4 grid gap-3 px-4 py-3">
      <header className="flex flex-wrap items-center gap-x-3">
        <h3 id="export" className="flex-1 text-lg font-bold">
          {text.export}
        </h3>
        <Button size="small" onPress={onClose}>
          {all.common.close}
        </Button>
        <p className="basis-full text-sm leading-relaxed text-ink-2">{text.exportHelp}</p>
      </header>
      <div className="flex flex-wrap gap-2">
        {files.map((it) => (
          <Button key={it.id} onPress={() => void save(it)}>
            <Download className="size-4" aria-hidden />
            {text.exports[it.id]}
          </Button>
        ))}
      </div>
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problemText(problem, all)}
        </Notice>
      )}
    </section>
  )
}
