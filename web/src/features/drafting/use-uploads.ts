import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState, useSyncExternalStore } from 'react'
import type { AttachmentsChanged, UploadedAttachment } from '../../../../server/contract/attachments.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { request } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { keys } from '../../api/queries.ts'
import { sendFile } from '../../api/send-file.ts'
import { piecesFromBytes, sendInPieces } from '../../api/send-in-pieces.ts'
import { type Texts, useText } from '../../i18n/index.tsx'
import { type Dropped, isLeftover, toast } from '../../ui/index.ts'
import type { DraftSaver } from './draft-saver.ts'
import { tellFailedFiles } from './failed-files.tsx'
import { type LineWork, lineOf } from './upload-line.ts'
import { type Upload, droppedOrder, isBusy } from './upload-queue.ts'

export type Uploads = {
  readonly queue: readonly Upload[]
  readonly busy: boolean
  readonly add: (files: readonly Dropped[]) => void
  readonly cancel: (key: string) => void
  readonly retry: (key: string) => void
}

/** The files on their way to a draft, also those an earlier visit of its page left on their way. */
export function useUploads(saver: DraftSaver): Uploads {
  const text = useText()
  const client = useQueryClient()
  const [line] = useState(() => lineOf(saver, workOf(client, text)))
  const queue = useSyncExternalStore(line.subscribe, line.snapshot)
  const add = useCallback(
    (files: readonly Dropped[]) => {
      const wanted = files.filter((it) => !isLeftover(it.file.name))
      if (wanted.length < files.length) toast(text.drafting.leftovers(files.length - wanted.length))
      line.add(wanted)
    },
    [line, text],
  )
  return { queue, busy: isBusy(queue), add, cancel: line.cancel, retry: line.retry }
}

function workOf(client: QueryClient, text: Texts): LineWork {
  return {
    send: (id, file, progressed) =>
      file.blob.size < piecesFromBytes
        ? sendFile<UploadedAttachment>(`/v1/proposals/${id}/attachments`, file, progressed)
        : sendInPieces(id, file, progressed),
    arrived(id, { attachment }) {
      // Into the list in the same moment in which it leaves the queue, also when the line breaks right now.
      client.setQueryData<ProposalView>(keys.proposal(id), (known) =>
        known === undefined || known.attachments.some((it) => it.id === attachment.id)
          ? known
          : { ...known, attachments: [...known.attachments, attachment] },
      )
      void client.invalidateQueries({ queryKey: keys.proposal(id) })
    },
    async putInOrder(id, queue) {
      try {
        await putInOrder(id, queue)
      } catch (error) {
        toast(problemText(error, text), 'warning')
      }
      await client.invalidateQueries({ queryKey: keys.proposal(id) })
    },
    failedUnseen: tellFailedFiles,
  }
}

async function putInOrder(id: string, queue: readonly Upload[]): Promise<void> {
  const stored = await request<ProposalView>('GET', `/v1/proposals/${id}`)
  const ids = droppedOrder(
    stored.attachments.map((it) => it.id),
    queue,
  )
  if (ids === undefined) return
  await request<AttachmentsChanged>('PUT', `/v1/proposals/${id}/attachments/order`, { body: { ids } })
}
