import { Link } from 'wouter'
import { useText } from '../../i18n/index.tsx'
import { toast } from '../../ui/index.ts'

/** Says on whatever page the drafter is that files of a draft did not arrive, once for all of them, and leads back to it. */
export function tellFailedFiles(id: string | undefined, names: readonly string[]): void {
  toast(<FailedFiles key={`files of ${id}`} id={id} names={names} />, 'warning')
}

function FailedFiles({ id, names }: { readonly id: string | undefined; readonly names: readonly string[] }) {
  const text = useText().drafting.files
  return (
    <span className="grid gap-0.5" data-failed-files={names.length}>
      {text.failedAway(names[0] ?? '', names.length - 1)}
      {id !== undefined && (
        <Link href={`/compose/${id}`} className="text-sm text-lead underline">
          {text.backToDraft}
        </Link>
      )}
    </span>
  )
}
