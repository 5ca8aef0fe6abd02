import { Download } from 'lucide-react'
import type { LegacyUpload } from '../../../../server/contract/legacy-uploads.ts'
import { isAtWork, useLegacyActs } from '../../api/legacy-runs.ts'
import { useSending } from '../../api/use-sending.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, LinkButton, Notice, ProgressBar } from '../../ui/index.ts'

/** What was sent: how far it is, what is wrong with it, and the button that brings it in. */
export function LegacyUploadState({ upload }: { readonly upload: LegacyUpload }) {
  const all = useText().administering.legacyImports
  const text = all.upload
  const { language } = useLanguage()
  const acts = useLegacyActs()
  const { isSending, problem, run } = useSending()
  const { id, source, manifest, files, at, mode, status, counts, recordsDone, failure, rejects } = upload
  const state = text.states[mode][status]
  const isRunning = isAtWork(upload)
  return (
    <li className="grid gap-2 px-4 py-3" data-legacy-upload={status} data-mode={mode}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={status === 'done' ? 'done' : status === 'failed' ? 'shu' : 'lead'}>{state}</Badge>
        <h3 className="font-bold">{source}</h3>
        <span className="text-sm break-all text-ink-2">
          {text.sent(
            [manifest, ...(files === undefined ? [] : [files])].join('・'),
            dateTimeOf(at, language),
          )}
        </span>
      </div>
      {isRunning && (
        <div className="flex flex-wrap items-center gap-3">
          <div className="min-w-40 flex-1">
            <ProgressBar
              label={state}
              value={counts.records === 0 ? undefined : (100 * recordsDone) / counts.records}
            />
          </div>
          <span className="text-sm tabular">{text.progress(recordsDone, counts.records)}</span>
          <Button size="small" isPending={isSending} onPress={() => void run(() => acts.stop(id))}>
            {text.stop}
          </Button>
        </div>
      )}
      {!isRunning && status !== 'failed' && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm tabular">
          <span>{text.counted[mode](counts.imported, counts.records)}</span>
          {counts.same > 0 && <span>{all.same(counts.same)}</span>}
          <span>{all.made(counts.files, counts.folders, counts.numbers)}</span>
          {counts.warned > 0 && <span>{all.warned(counts.warned)}</span>}
          {counts.rejected > 0 && <Badge tone="shu">{all.rejected(counts.rejected)}</Badge>}
        </p>
      )}
      {failure !== undefined && <p className="text-sm text-shu-strong">{failure}</p>}
      <Told label={text.manifestWrong} lines={upload.problems} />
      <Told
        label={text.notTaken}
        lines={rejects.flatMap((it) => it.problems.map((one) => text.line(it.line, it.key, one)))}
      />
      <Told
        label={text.toLookAt}
        lines={upload.warnings.flatMap((it) => it.problems.map((one) => text.line(it.line, it.key, one)))}
      />
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      {(upload.mayImport || rejects.length > 0) && (
        <div className="flex flex-wrap gap-2">
          {upload.mayImport && counts.imported + counts.same > 0 && (
            <Button variant="primary" isPending={isSending} onPress={() => void run(() => acts.bringIn(id))}>
              {mode === 'rehearsal' ? text.bringIn(counts.imported) : text.goOn}
            </Button>
          )}
          {rejects.length > 0 && (
            <LinkButton href={`/v1/legacy-uploads/${id}/rejects.csv`} download>
              <Download className="size-4" aria-hidden />
              {all.rejects}
            </LinkButton>
          )}
        </div>
      )}
    </li>
  )
}

/** So many lines are shown; the CSV has all. */
const shownAtMost = 10

function Told({ label, lines }: { readonly label: string; readonly lines: readonly string[] }) {
  const text = useText().administering.legacyImports.upload
  if (lines.length === 0) return null
  return (
    <div className="grid gap-1">
      <p className="text-sm font-bold">{label}</p>
      <ul className="grid gap-0.5 text-sm break-words text-ink-2" aria-label={label}>
        {lines.slice(0, shownAtMost).map((it) => (
          <li key={it}>{it}</li>
        ))}
        {lines.length > shownAtMost && <li>{text.others(lines.length - shownAtMost)}</li>}
      </ul>
    </div>
  )
}
