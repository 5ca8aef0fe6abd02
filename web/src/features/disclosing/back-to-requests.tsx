import { ChevronLeft } from 'lucide-react'
import { Link } from 'wouter'
import { useText } from '../../i18n/disclosing/index.ts'

/** The way back to the list. */
export function BackToRequests() {
  return (
    <Link
      href="/disclosure"
      className="inline-flex min-h-9 items-center gap-1 justify-self-start rounded-6 pr-2 text-sm text-lead"
    >
      <ChevronLeft className="size-4" aria-hidden />
      {useText().requests.back}
    </Link>
  )
}
