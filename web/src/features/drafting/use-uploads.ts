import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useReducer, useRef } from 'react'
import type { AttachmentsChanged, UploadedAttachment } from '../../../../server/contract/attachments.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { isPassing, isStopped, request } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { keys } from '../../api/queries.ts'
import { sendFile, type Sending } from '../../api/send-file.ts'
import { piecesFromBytes, sendInPieces } from '../../api/send-in-pieces.ts'
import { useText } from '../../i18n/index.tsx'
import { toast } from '../../ui/index.ts'
import { isLeftover, type Dropped } from '../../ui/index.ts'
import { droppedOrder, isBusy, startable, uploads, type Upload } from './upload-queue.ts'

export type Uploads = {
  readonly queue: readonly Upload[]
  readonly busy: boolean
  readonly add: (files: readonly Dropped[]) => void
  readonly cancel: (key: string) => void
  readonly retry: (key: string) => void
}

/** Times a file is sent again by itself when the line breaks or the server stumbles. */
const silentRetries = 3

/** The files on their way to one draft. `ensureId` makes the draft when there is none yet. */
export function useUploads(ensureId: () => Promise<string>): Uploads {
  const text = useText()
  const client = useQueryClient()
  const [queue, dispatch] = useReducer(uploads, [])
  const blobs = useRef(new Map<string, File>())
  const sendings = useRef(new Map<string, Sending<UploadedAttachment>>())
  const started = useRef(new Set<string>())

  const send = useCallback(
    async (upload: Upload) => {
      const blob = blobs.current.get(upload.key)
      if (blob === undefined) return
      for (let attempt = 0; ; attempt += 1) {
        try {
          const id = await ensureId()
          if (!started.current.has(upload.key)) return
          const file = { blob, name: upload.name, path: upload.path, key: upload.key }
          const progressed = (sentBytes: number) =>
            dispatch({ type: 'progressed', key: upload.key, sentBytes })
          const sending =
            blob.size < piecesFromBytes
              ? sendFile<UploadedAttachment>(`/v1/proposals/${id}/attachments`, file, progressed)
              : sendInPieces(id, file, progressed)
          sendings.current.set(upload.key, sending)
          const { attachment } = await sending.done
          // Into the list in the same moment in which it leaves the queue, also when the line breaks right now.
          client.setQueryData<ProposalView>(keys.proposal(id), (known) =>
            known === undefined || known.attachments.some((it) => it.id === attachment.id)
              ? known
              : { ...known, attachments: [...known.attachments, attachment] },
          )
          dispatch({ type: 'finished', key: upload.key, attachmentId: attachment.id })
          await client.invalidateQueries({ queryKey: keys.proposal(id) })
          break
        } catch (error) {
          if (isStopped(error)) return
          if (isPassing(error) && attempt < silentRetries) {
            await new Promise((done) => setTimeout(done, 1000 * 2 ** attempt))
            continue
          }
          dispatch({ type: 'failed', key: upload.key, failure: problemText(error, text) })
          break
        }
      }
      started.current.delete(upload.key)
      sendings.current.delete(upload.key)
    },
    [client, ensureId, text],
  )

  useEffect(() => {
    for (const upload of startable(queue)) {
      if (started.current.has(upload.key)) continue
      started.current.add(upload.key)
      dispatch({ type: 'started', key: upload.key })
      void send(upload)
    }
  }, [queue, send])

  const busy = isBusy(queue)
  const arrived = queue.some((it) => it.state === 'done')
  // Once a burst: the queue of that moment is the one to put in order.
  const settle = useEffectEvent(async () => {
    const id = await ensureId()
    await client.invalidateQueries({ queryKey: keys.proposal(id) })
    const stored = client.getQueryData<ProposalView>(keys.proposal(id))
    const ids = droppedOrder(stored?.attachments.map((it) => it.id) ?? [], queue)
    if (ids !== undefined) {
      await request<AttachmentsChanged>('PUT', `/v1/proposals/${id}/attachments/order`, {
        body: { ids },
      }).catch((error: unknown) => toast(problemText(error, text), 'warning'))
      await client.invalidateQueries({ queryKey: keys.proposal(id) })
    }
    for (const it of queue) if (it.state === 'done') blobs.current.delete(it.key)
    dispatch({ type: 'settled' })
  })
  useEffect(() => {
    if (!busy && arrived) void settle()
  }, [busy, arrived])

  const add = useCallback(
    (files: readonly Dropped[]) => {
      const wanted = files.filter((it) => !isLeftover(it.file.name))
      if (wanted.length < files.length) toast(text.drafting.leftovers(files.length - wanted.length))
      dispatch({
        type: 'added',
        files: wanted.map(({ file, path }) => {
          const key = crypto.randomUUID()
          blobs.current.set(key, file)
          return { key, name: file.name, path, sizeBytes: file.size }
        }),
      })
    },
    [text],
  )
  const cancel = useCallback((key: string) => {
    started.current.delete(key)
    sendings.current.get(key)?.cancel()
    sendings.current.delete(key)
    blobs.current.delete(key)
    dispatch({ type: 'removed', key })
  }, [])
  const retry = useCallback((key: string) => dispatch({ type: 'retried', key }), [])
  return { queue, busy, add, cancel, retry }
}
