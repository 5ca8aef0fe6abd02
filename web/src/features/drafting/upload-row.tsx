import { File, RotateCw, X } from 'lucide-react'
import { problemText } from '../../api/problem-text.tsx'
import { bytesOf } from '../../i18n/format.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, IconButton, ProgressBar, cx } from '../../ui/index.ts'
import type { Upload } from './upload-queue.ts'

type Props = {
  readonly upload: Upload
  readonly onCancel: (key: string) => void
  readonly onRetry: (key: string) => void
}

/** One file on its way: a bar while it travels, a sentence when it could not. */
export function UploadRow({ upload, onCancel, onRetry }: Props) {
  const all = useText()
  const { common, drafting } = all
  const text = drafting.files
  const failed = upload.state === 'failed'
  const percent = upload.sizeBytes === 0 ? 0 : Math.floor((upload.sentBytes / upload.sizeBytes) * 100)
  const words =
    upload.state === 'waiting'
      ? text.waiting
      : upload.state === 'sending'
        ? text.sending(percent)
        : failed
          ? text.failed
          : text.checking
  return (
    <li
      className={cx(
        'grid gap-1.5 rounded-8 border py-2 pr-1 pl-4',
        failed ? 'border-shu-line bg-shu-soft' : 'border-line bg-well',
      )}
    >
      <div className="flex items-center gap-3">
        <File className={cx('size-5 shrink-0', failed ? 'text-shu' : 'text-line-strong')} aria-hidden />
        <div className="min-w-0 flex-1">
          <div className="leading-snug font-bold">
            {upload.path !== '' && <span className="font-normal text-ink-3">{upload.path}/</span>}
            {upload.name}
          </div>
          <div className="flex gap-3 text-sm text-ink-3 tabular">
            <span>{bytesOf(upload.sizeBytes)}</span>
            <span className={failed ? 'font-bold text-shu-strong' : ''}>{words}</span>
          </div>
        </div>
        {failed && (
          <Button size="small" variant="quiet" onPress={() => onRetry(upload.key)}>
            <RotateCw className="size-4" aria-hidden />
            {common.retry}
          </Button>
        )}
        <IconButton
          label={failed ? text.dismiss : text.stop(upload.name)}
          icon={<X className="size-5" aria-hidden />}
          onPress={() => onCancel(upload.key)}
        />
      </div>
      {failed ? (
        <p role="alert" className="pr-3 pl-8 text-sm leading-relaxed text-shu-strong">
          {problemText(upload.failure, all)}
        </p>
      ) : (
        <div className="pr-3 pl-8">
          <ProgressBar label={upload.name} value={upload.state === 'checking' ? undefined : percent} />
        </div>
      )}
    </li>
  )
}
