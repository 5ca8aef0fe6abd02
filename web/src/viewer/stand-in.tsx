import { Download, FileX2 } from 'lucide-react'
import { type ReactNode, useContext, useState } from 'react'
import type { BookFile } from '../../../server/contract/book.ts'
import { request } from '../api/client.ts'
import { problemText } from '../api/problem-text.tsx'
import { useText } from '../i18n/index.tsx'
import { Button, LinkButton, ProgressBar } from '../ui/index.ts'
import { FileTools } from './file-header.tsx'
import type { Box } from './scene.ts'

/** The sheet in place of pages that are not there: still converting, failed, or never to be shown. */
export function StandIn({ box, file }: { readonly box: Box; readonly file: BookFile }) {
  const failed = file.rendition.status === 'failed'
  return (
    <div
      className="reader-page reader-stand-in"
      style={{ top: box.top, left: box.left, width: box.width, height: box.height }}
      data-page-index={box.bookPage}
      data-file={file.attachmentId}
      data-state={failed ? 'failed' : 'waiting'}
    >
      {box.pageIndex > 0 ? null : failed ? <Failed file={file} /> : <Converting />}
    </div>
  )
}

function Converting() {
  const text = useText()
  return (
    <div className="grid w-full max-w-sm gap-3 px-6 text-center" role="status">
      <p className="font-bold">{text.reader.waiting}</p>
      <ProgressBar label={text.reader.waiting} value={undefined} />
      <p className="text-sm text-ink-2">{text.reader.waitingText}</p>
    </div>
  )
}

function Failed({ file }: { readonly file: BookFile }) {
  const text = useText()
  const tools = useContext(FileTools)
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<ReactNode>()
  const failure = file.rendition.failure
  const retry = async () => {
    setAsking(true)
    setProblem(undefined)
    try {
      await request('POST', `/v1/revisions/${file.revisionId}/retry`)
    } catch (error) {
      setProblem(problemText(error, text))
    } finally {
      setAsking(false)
    }
  }
  return (
    <div className="grid max-w-lg justify-items-center gap-3 px-6 text-center">
      <FileX2 className="size-9 text-line-strong" strokeWidth={1.5} aria-hidden />
      <p className="text-lg leading-snug font-bold">{text.reader.failed}</p>
      <p className="text-ink-2">{failure?.text ?? text.reader.failedOther}</p>
      <div className="mt-1 flex flex-wrap justify-center gap-3">
        <LinkButton
          variant="secondary"
          href={`/v1/revisions/${file.revisionId}/content`}
          download={file.name}
        >
          <Download className="size-4.5" aria-hidden />
          {text.reader.download}
        </LinkButton>
        {failure?.canRetry === true && (
          <Button variant="quiet" isDisabled={asking} onPress={() => void retry()}>
            {text.reader.retry}
          </Button>
        )}
        {tools?.(file)}
      </div>
      {problem !== undefined && (
        <p role="alert" className="text-sm text-shu">
          {problem}
        </p>
      )}
    </div>
  )
}
