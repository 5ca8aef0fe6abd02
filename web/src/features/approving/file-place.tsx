import { Suspense, lazy } from 'react'
import { desktopAppOf } from '../../../../server/contract/desktop-app.ts'
import { editorOf } from '../../../../server/contract/editor-of.ts'
import type { EditCopy } from '../../../../server/contract/editing.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { useKeptWords } from '../../api/kept-words.ts'
import { Renewed } from '../../api/renewed.tsx'
import { useText } from '../../i18n/index.tsx'
import { Boundary } from '../../ui/index.ts'
import { ownSteps } from './main-acts.ts'
import type { Acting } from './use-acting.ts'

const EditPlace = lazy(async () => ({
  default: (await import('../../editing/in-place/edit-place.tsx')).EditPlace,
}))
const DesktopPlace = lazy(async () => ({
  default: (await import('../../editing/in-place/desktop-place.tsx')).DesktopPlace,
}))
const OfficePlace = lazy(async () => ({
  default: (await import('../../editing/in-place/office-place.tsx')).OfficePlace,
}))
const RevisionPanel = lazy(async () => ({
  default: (await import('../../editing/in-place/revision-panel.tsx')).RevisionPanel,
}))

/** Fetches what editing a file of that kind needs, for somebody who is about to; what fails here is told when it is opened. */
export function fetchEditPlace(kind: string): void {
  void Promise.all([
    import('../../editing/in-place/edit-place.tsx'),
    import('../../editing/in-place/editors.ts').then(({ fetchEditor }) => {
      const editor = editorOf(kind)
      if (editor !== undefined) fetchEditor(editor)
    }),
  ]).catch(() => undefined)
}

/** What is open over the pages: a file being edited, here, on the office server or on the desktop, or the list of its revisions. */
export type PlaceOfFile = {
  readonly is: 'edit' | 'office' | 'desktop' | 'revisions'
  readonly attachmentId: string
}

type Props = {
  readonly place: PlaceOfFile
  readonly proposal: ProposalView
  readonly acting: Acting
  readonly me: string
  /** What the reader could not save. */
  readonly copies: readonly EditCopy[]
  readonly onPlace: (place: PlaceOfFile) => void
  readonly onClose: () => void
}

/** 直接編集 where one reads. On the way a new content is an act, as any other correction. */
export function FilePlace({ place, proposal, acting, me, copies, onPlace, onClose }: Props) {
  const { acts } = useText()
  const attachment = proposal.attachments.find((it) => it.id === place.attachmentId)
  const own = ownSteps(proposal, me)
  const words = useKeptWords(me, proposal.id, own[0]?.id ?? '')
  const slot = `edit ${place.attachmentId}`
  if (attachment === undefined) return null
  const onTheWay = proposal.editable
    ? undefined
    : {
        outcomes: proposal.editOutcomes,
        posts: own.map((it) => ({ post: it.post, name: it.postName })),
        act: async (
          weighed: { effect: 'minor' | 'major'; reason: string; as?: string },
          how: Parameters<Acting['act']>[1],
        ) => {
          const isDone = await acting.act({ type: 'revise', ...weighed }, how)
          if (isDone) words.drop([slot])
          return isDone
        },
        problem: acting.problem ?? acting.changed,
        reason: { text: words.get(slot), write: (text: string) => words.set(slot, text) },
      }
  const mayEdit = proposal.editable || proposal.allowed.includes('revise')
  const shared = {
    onOwnSave: acting.expectOwn,
    attachment,
    proposalId: proposal.id,
    onClose,
    ...(onTheWay === undefined ? {} : { onTheWay }),
  }
  return (
    <Boundary instead={<Renewed text={acts.renewed} />}>
      <Suspense>
        {place.is === 'edit' ? (
          <EditPlace
            key={attachment.id}
            {...shared}
            person={me}
            onOffice={() => onPlace({ is: 'office', attachmentId: attachment.id })}
            onDesktop={
              desktopAppOf(attachment.kind) === undefined
                ? undefined
                : () => onPlace({ is: 'desktop', attachmentId: attachment.id })
            }
          />
        ) : place.is === 'desktop' ? (
          <DesktopPlace key={attachment.id} {...shared} />
        ) : place.is === 'office' ? (
          <OfficePlace key={attachment.id} {...shared} person={me} />
        ) : (
          <RevisionPanel
            key={attachment.id}
            {...shared}
            mayEdit={mayEdit}
            copies={copies.filter((it) => it.attachmentId === attachment.id)}
          />
        )}
      </Suspense>
    </Boundary>
  )
}
