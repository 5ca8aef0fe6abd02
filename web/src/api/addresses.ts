/** Where the ready picture of a page lies (`server/contract/book.ts`); `pageIndex` counts from 0. */
export function pictureAddress(revisionId: string, pageIndex: number): string {
  return `/v1/revisions/${revisionId}/pages/${pageIndex}/image`
}

/** Where the PDF is from which the pages of a revision are drawn. */
export function pdfAddress(revisionId: string): string {
  return `/v1/revisions/${revisionId}/pdf`
}
