import { Type, type Static } from 'typebox'
import { At, Id, closed, described } from './common.ts'
import { weighedBefore } from './weighed-before.ts'

export const DesktopLinkBody = closed(
  weighedBefore,
  'POST /v1/attachments/{id}/desktop-link: the drafter of a draft says nothing more; on the way `effect` and `reason` are said beforehand and hold for every save',
)
export type DesktopLinkBody = Static<typeof DesktopLinkBody>

export const DesktopLink = closed(
  {
    id: described(Id, 'Of the pass (編集用の鍵): DELETE /v1/edit-passes/{id} ends it'),
    url: Type.String({
      description:
        'Address of the file for WebDAV. Whoever has it opens the file as this person: not to be handed on',
    }),
    openWith: Type.Union(
      [Type.Literal('ms-word'), Type.Literal('ms-excel'), Type.Literal('ms-powerpoint'), Type.Null()],
      { description: 'Scheme of the address that starts the program: {openWith}:ofe|u|{url}' },
    ),
    expiresAt: described(At, 'Unless the file is used before; ten hours after it was made at the latest'),
  },
  'A file to be opened and saved by a program on the desktop',
)
export type DesktopLink = Static<typeof DesktopLink>
