/** Where the ready picture of a page lies (`server/contract/book.ts`); `pageIndex` counts from 0. */
export function pictureAddress(revisionId: string, pageIndex: number): string {
  return `/v1/revisions/${revisionId}/pages/${pageIndex}/image`
}
