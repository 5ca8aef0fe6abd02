import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { ReceiptView } from '../../../../server/contract/receipts.ts'
import { sendReceiptFile, useReceiptActions } from '../../api/receipts.ts'
import { useText } from '../../i18n/index.tsx'
import { isLeftover, toast } from '../../ui/index.ts'
import { takeFiles } from './arriving-files.ts'
import { EntrySaver, type EntrySnapshot } from './entry-saver.ts'

/** Registrations whose form was left while something was on its way; who comes back goes on with them. */
const left = new Map<string, EntrySaver>()

type Entering = EntrySnapshot &
  Pick<EntrySaver, 'change'> & {
    readonly version: () => number
    readonly flush: () => Promise<void>
    readonly add: (files: readonly File[]) => void
  }

/** A registration while it is typed, and the files that were dropped on the list to begin it. */
export function useEntering(receipt: ReceiptView): Entering {
  const { id } = receipt
  const { form } = useText().receiving
  const { read, save, moved } = useReceiptActions(id)
  const [saver] = useState(
    () =>
      left.get(id) ??
      new EntrySaver(receipt, { read, save, moved, send: (file, key) => sendReceiptFile(id, file, key) }),
  )
  const snapshot = useSyncExternalStore(saver.subscribe, saver.snapshot)
  const add = (files: readonly File[]) => void saver.add(files.filter((it) => !isLeftover(it.name)))
  useEffect(() => saver.hear(receipt), [saver, receipt])

  const leave = useEffectEvent(async () => {
    left.set(id, saver)
    await saver.settled()
    left.delete(id)
    const names = saver.snapshot().failed.map((it) => it.name)
    if (!saver.isWatched && names.length > 0) toast(form.notAdded(names), 'warning')
  })
  const begin = useEffectEvent(() => {
    const files = takeFiles(id)
    if (files.length > 0) add(files)
  })
  useEffect(() => {
    begin()
    return () => void leave()
  }, [])
  return {
    ...snapshot,
    change: saver.change,
    version: () => saver.version,
    flush: () => saver.flush(),
    add,
  }
}
