import type { Swaps } from './foreign-ids.ts'

const directory = {
  nobodys: 'people of the directory, whom everybody may know; who may do it for others: the table of rights',
}
const step = { nobodys: 'a step is named within its own case: s2 of another case is s2 here' }
const received = {
  nobodys:
    'nothing is looked up by it: a text keeps the 収受文書 it was drafted from, or is refused whatever it names',
}
const issued = {
  nobodys: 'a document or a sending is named within its own case: d1 of another case is d1 here',
}
const block = {
  nobodys: '予約した番号 hold no case; one of another book than the number would be of is refused',
}
const folder = { nobodys: '簿冊 are of the whole body' }
const place = {
  nobodys: 'a place in a list; the list shows what its reader may see, from whatever place on',
}

/** Fields whose id is nobody's own, with the reason. */
export const nobodys: Swaps = {
  'GET /v1/absences query.person': directory,
  'POST /v1/absences body.person': directory,
  'POST /v1/absences/preview body.person': directory,
  'PUT /v1/absences/{id} body.person': directory,
  'POST /v1/directory/changes body.change.person': directory,
  'POST /v1/directory/changes/preview body.change.person': directory,
  'POST /v1/roles body.person': directory,
  'POST /v1/proposals/{id}/acts body.block': block,
  'POST /v1/explain-route body.content.received.receiptId': received,
  'POST /v1/proposals body.content.received.receiptId': received,
  'POST /v1/proposals:bulk body.items[].content.received.receiptId': received,
  'PUT /v1/proposals/{id}/draft body.content.received.receiptId': received,
  'POST /v1/receipts body.arrival.accessList[]': directory,
  'POST /v1/receipts/{id}/acts body.arrival.accessList[]': directory,
  'POST /v1/receipts/{id}/acts body.people[]': directory,
  'PUT /v1/receipts/{id}/draft body.arrival.accessList[]': directory,
  'POST /v1/receipts body.arrival.folderId': folder,
  'POST /v1/receipts/{id}/acts body.arrival.folderId': folder,
  'PUT /v1/receipts/{id}/draft body.arrival.folderId': folder,
  'POST /v1/receipts body.externalRef': {
    nobodys: 'the number of an application for itself: nothing is found by it',
  },
  'GET /v1/issuing query.after': place,
  'GET /v1/receipts query.after': place,
  'POST /v1/explain-route body.content.accessList[]': directory,
  'POST /v1/proposals body.content.accessList[]': directory,
  'POST /v1/proposals:bulk body.items[].content.accessList[]': directory,
  'PUT /v1/proposals/{id}/draft body.content.accessList[]': directory,
  'POST /v1/proposals/{id}/acts body.document': issued,
  'POST /v1/proposals/{id}/acts body.dispatch': issued,
  'POST /v1/proposals/{id}/acts body.people[]': directory,
  'POST /v1/proposals/{id}/acts body.person': directory,
  'POST /v1/proposals/{id}/acts body.step': step,
  'POST /v1/proposals/{id}/acts body.to': step,
  'POST /v1/proposals/{id}/acts body.question': step,
  'POST /v1/proposals/{id}/acts body.review': step,
  'POST /v1/proposals/{id}/acts body.remove[]': step,
  'POST /v1/proposals/{id}/route-preview body.remove[]': step,
  'POST /v1/folder-expiry/acts body.folders[].id': folder,
  'POST /v1/folder-expiry/proposals body.folders[].id': folder,
  'GET /v1/folder-expiry query.after': place,
  'GET /v1/folder-expiry.csv query.after': place,
  'POST /v1/transfer-packages body.folders[].id': folder,
  'POST /v1/transfer-receipts body.folders[].id': folder,
  'POST /v1/folder-expiry/acts body.case': {
    nobodys:
      'looked for among the cases the person may read, before anything else: tried in server/routes/folder-expiry.test.ts',
  },
  'POST /v1/explain-route body.content.folderId': folder,
  'POST /v1/proposals body.content.folderId': folder,
  'POST /v1/proposals:bulk body.items[].content.folderId': folder,
  'PUT /v1/proposals/{id}/draft body.content.folderId': folder,
  'GET /v1/search query.folder': folder,
  'GET /v1/search query.drafter': directory,
  'GET /v1/search/facets query.folder': folder,
  'GET /v1/search/facets query.drafter': directory,
  'GET /v1/search query.after': {
    nobodys:
      'a place in a list, refused to whoever may not know of the case it names: server/routes/search.test.ts',
  },
  'POST /v1/saved-searches body.wish.folder': folder,
  'POST /v1/saved-searches body.wish.drafter': directory,
  'PUT /v1/saved-searches/{id} body.wish.folder': folder,
  'PUT /v1/saved-searches/{id} body.wish.drafter': directory,
  'POST /v1/applications body.clientId': { nobodys: 'the name of an application that is made' },
  'GET /v1/applications/{clientId}/calls query.after': place,
  'GET /v1/applications/{clientId}/changes query.after': place,
  'GET /v1/applications/{clientId}/proposals query.after': place,
  'GET /v1/events query.after': place,
  'GET /v1/inbox query.after': place,
  'GET /v1/measures/cases query.after': place,
  'GET /v1/notices query.after': place,
  'POST /v1/notices/read body.upTo': place,
  'GET /v1/people/{id}/sign-ins query.before': place,
  'GET /v1/proposals query.after': place,
  'GET /v1/refused-sign-ins query.before': place,
  'GET /v1/folders query.after': place,
  'GET /v1/folders/{id}/cases query.after': place,
  'GET /v1/seat-conflicts query.after': place,
  'GET /v1/sign-ins query.before': place,
  'GET /v1/webhooks/{id}/deliveries query.after': place,
}
