import { Download } from 'lucide-react'
import type { ExpiringFolder } from '../../../../server/contract/expiry.ts'
import { isBeingMade, packageAddress, useTransferActs } from '../../api/expiry.ts'
import { problemText } from '../../api/problem-text.tsx'
import { bytesOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/records/index.ts'
import { Button, LinkButton, toast } from '../../ui/index.ts'
import { plainDay } from './term-text.tsx'

/** What is known of the 移管 of a 簿冊: its package and how far that is, and the receipt of the archive. */
export function TransferFacts({ folder }: { readonly folder: ExpiringFolder }) {
  const all = useText()
  const text = all.expiry.transfer
  const { language } = useLanguage()
  const acts = useTransferActs()
  const tell = (sent: Promise<unknown>) =>
    void sent.catch((error: unknown) => toast(problemText(error, all), 'warning'))
  const { transfer, name, step } = folder
  if (transfer === undefined) return null
  const { package: made, receipt, isCurrent } = transfer
  const isOutdated = step === 'packaged' && !isCurrent && !isBeingMade(folder)
  return (
    <div className="grid gap-1" data-transfer={made?.status}>
      {made !== undefined && isBeingMade(folder) && (
        <div className="flex flex-wrap items-center gap-2">
          <progress
            aria-label={text.makingLabel(name)}
            value={made.stepsDone}
            max={made.steps ?? 1}
            className="h-2 w-40 accent-lead"
          />
          <span className="tabular">{text.making(made.stepsDone, made.steps ?? 0)}</span>
          {folder.mayAct && (
            <Button
              size="small"
              aria-label={text.giveUpOf(name)}
              onPress={() => tell(acts.giveUp(made.id).then(() => toast(text.givenUp)))}
            >
              {text.giveUp}
            </Button>
          )}
        </div>
      )}
      {made?.status === 'failed' && <p className="text-shu">{made.failure}</p>}
      {made?.status === 'done' && step !== 'disposed' && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>{text.made(made.files ?? 0, bytesOf(made.sizeBytes ?? 0))}</span>
          <LinkButton size="small" href={packageAddress(made.id)} download aria-label={text.downloadOf(name)}>
            <Download className="size-4" aria-hidden />
            {text.download}
          </LinkButton>
          <span className="min-w-0 break-all text-ink-3 tabular">
            {text.hash} {made.sha256}
          </span>
        </div>
      )}
      {isOutdated && <p className="text-shu">{text.changed}</p>}
      {step === 'packaged' && folder.mayAct && !isBeingMade(folder) && (
        <p>
          <Button
            size="small"
            variant="quiet"
            aria-label={text.againOf(name)}
            onPress={() => tell(acts.begin([folder]))}
          >
            {text.again}
          </Button>
        </p>
      )}
      {receipt !== undefined && (
        <p className="font-bold">
          {text.received(receipt.accession, plainDay(receipt.on, language), receipt.receivedBy)}
        </p>
      )}
    </div>
  )
}
