// Written by `npm run client` from docs/api/openapi.json: what programs may call. Not to be edited.
/* oxlint-disable */
export interface paths {
    "/v1/authority-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The 専決 table in force on a day */
        get: operations["getAuthorityItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to the cases an application submitted and the 収受文書 it sent, after a cursor */
        get: operations["getEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The JSON Schema of events, which each names as its dataschema */
        get: operations["getEventsSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/explain-route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The route a submission would get, and why; nothing is stored */
        post: operations["postExplainRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description of the API */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organisation as of a day */
        get: operations["getOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases of mine, of my 課, or that I acted on, newest first */
        get: operations["getProposals"];
        put?: never;
        /** Begins a draft (起案); the same Idempotency-Key answers the same draft */
        post: operations["postProposals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals:bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes and submits up to 100 cases of one drafter, each for itself; for applications */
        post: operations["postProposalsBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything the reading page shows of a case, and what the reader may do now; the read is recorded */
        get: operations["getProposalsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does one act: 提出, 承認, 合議, 決裁, 差戻し … on the version and content that were shown */
        post: operations["postProposalsByIdActs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a file (multipart, one part `file`); the same Idempotency-Key is stored once */
        post: operations["postProposalsByIdAttachments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 決裁の証拠: events, what was signed, files and 決裁鑑 as a zip; docs/verify checks it */
        get: operations["getProposalsByIdBundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was decided, when and by whom (決裁, 否決): what another system writes back */
        get: operations["getProposalsByIdDecision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Saves what the drafter typed, while it is a draft or lies returned */
        put: operations["putProposalsByIdDraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The chain of events as stored, to be checked with SHA-256 alone */
        get: operations["getProposalsByIdEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/stamped.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 決裁文書PDF: the cover with its seals, then all attachments */
        get: operations["getProposalsByIdStampedPdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins the registration of what arrived; the same Idempotency-Key answers the same one */
        post: operations["postReceipts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything the page of a 収受文書 shows, and what the reader may do now; the read is recorded */
        get: operations["getReceiptsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Saves what was typed, before it is registered */
        put: operations["putReceiptsByIdDraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a file to what is being registered (multipart, one part `file`); a mail fills in what nobody typed yet */
        post: operations["postReceiptsByIdFiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far what an application sent has come; for that application alone */
        get: operations["getReceiptsByIdProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{id}/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 収受: takes the next 収受番号, and 配布 where it is asked for */
        post: operations["postReceiptsByIdRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lists a compose page chooses from */
        get: operations["getReference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/revisions/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The original bytes of a file, as a download */
        get: operations["getRevisionsByIdContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases by their words: titles, texts, every page, opinions, numbers, names */
        get: operations["getSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many cases a search finds, and what they can be narrowed down to */
        get: operations["getSearchFacets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfer-packages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a package for the archive is */
        get: operations["getTransferPackagesById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfer-packages/{id}/zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The package; a transfer that broke off goes on with a range */
        get: operations["getTransferPackagesByIdZip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfer-receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Registers the receipt (受領書) of the archive, bound to the packages by their hashes */
        post: operations["postTransferReceipts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a file that is sent in pieces (tus 1.0); Location is where they go */
        post: operations["postUploads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a file has become that was sent in pieces; 409 while pieces are missing */
        get: operations["getUploadsById"];
        put?: never;
        post?: never;
        /** Gives up a file that is not complete; its pieces are removed (tus 1.0) */
        delete: operations["deleteUploadsById"];
        options?: never;
        head?: never;
        /** The next bytes of a file; with the last of them it becomes an attachment (tus 1.0) */
        patch: operations["patchUploadsById"];
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The endpoints of an application, or of all */
        get: operations["getWebhooks"];
        put?: never;
        /** Makes an endpoint; its key is told this once */
        post: operations["postWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One endpoint, and how it stands */
        get: operations["getWebhooksById"];
        put?: never;
        post?: never;
        /** Takes an endpoint away, with its keys and its log */
        delete: operations["deleteWebhooksById"];
        options?: never;
        head?: never;
        /** Changes an endpoint; turning it on ends a pause */
        patch: operations["patchWebhooksById"];
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log of an endpoint: each event with its attempts */
        get: operations["getWebhooksByIdDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a test event at once, and tells what became of it */
        post: operations["postWebhooksByIdPing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one row of the log once more, or everything since an instant */
        post: operations["postWebhooksByIdRedeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/redeliver/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many events sending everything since an instant would send */
        post: operations["postWebhooksByIdRedeliverPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a new key; the former one counts beside it for a while */
        post: operations["postWebhooksByIdRotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One act, by its type; with the version and the manifest hash its sender was looking at (R-23) */
        ActBody: {
            manifestSha256: components["schemas"]["Hash"];
            /** @constant */
            type: "submit";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            /** @description An opinion that stands with the seal */
            comment?: string;
            manifestSha256: components["schemas"]["Hash"];
            /** @description 紙を確認した (R-18) */
            paperChecked?: boolean;
            /** @constant */
            type: "approve";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            /** @description An opinion that stands with the seal */
            comment?: string;
            manifestSha256: components["schemas"]["Hash"];
            /** @description 紙を確認した (R-18) */
            paperChecked?: boolean;
            /** @constant */
            type: "provisionally_decide";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            /** @description An opinion that stands with the seal */
            comment?: string;
            manifestSha256: components["schemas"]["Hash"];
            /** @description 紙を確認した (R-18) */
            paperChecked?: boolean;
            /** @constant */
            type: "examine";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description 代決: that the holder is absent, where no absence is registered, and the exception used for a reserved matter */
            acting?: {
                absence?: string;
                exception?: {
                    kind: "prior_instruction" | "emergency";
                    reason: string;
                };
                postReview?: boolean;
            };
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            /** @description An opinion that stands with the seal */
            comment?: string;
            manifestSha256: components["schemas"]["Hash"];
            /** @description 同意・条件付同意・異議; the last two need a `comment` */
            opinion: "agree" | "conditional" | "object";
            /** @description 紙を確認した (R-18) */
            paperChecked?: boolean;
            /** @constant */
            type: "concur";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            /** @description A step of the route, by its id: s2 */
            step: string;
            text: string;
            /** @constant */
            type: "respond";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description 代決: that the holder is absent, where no absence is registered, and the exception used for a reserved matter */
            acting?: {
                absence?: string;
                exception?: {
                    kind: "prior_instruction" | "emergency";
                    reason: string;
                };
                postReview?: boolean;
            };
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            /** @description An opinion that stands with the seal */
            comment?: string;
            /** @description 条件付決裁 */
            condition?: string;
            manifestSha256: components["schemas"]["Hash"];
            /** @description 紙を確認した (R-18) */
            paperChecked?: boolean;
            /** @constant */
            type: "decide";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @constant */
            type: "reject";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @description A step of the route, by its id: s2 */
            to?: string;
            /** @constant */
            type: "return";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description Needed when something changed since it was returned and the acts are to stand */
            effect?: "minor" | "major";
            manifestSha256: components["schemas"]["Hash"];
            mode: "resume" | "restart";
            /** @constant */
            type: "resubmit";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            /** @constant */
            type: "take_back";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @constant */
            type: "withdraw";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @constant */
            type: "abandon";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @constant */
            type: "pull_up";
            /** @description The version the person was looking at */
            version: number;
        } | {
            comment?: string;
            manifestSha256: components["schemas"]["Hash"];
            /** @description Which 後閲; absent: the only one */
            review?: string;
            /** @constant */
            type: "post_review";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @constant */
            type: "hold";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            /** @constant */
            type: "end_hold";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description 供覧 `circulate`, 回覧 `inform` */
            kind: "circulate" | "inform";
            manifestSha256: components["schemas"]["Hash"];
            note?: string;
            people: components["schemas"]["Code"][];
            /** @constant */
            type: "circulate";
            /** @description The version the person was looking at */
            version: number;
        } | {
            comment?: string;
            manifestSha256: components["schemas"]["Hash"];
            /** @constant */
            type: "acknowledge";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            text: string;
            /** @constant */
            type: "comment";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            text: string;
            /** @description 職員番号 */
            to: components["schemas"]["Code"];
            /** @constant */
            type: "ask";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            /** @description A step of the route, by its id: s2 */
            question?: string;
            text: string;
            /** @constant */
            type: "answer";
            /** @description The version the person was looking at */
            version: number;
        } | {
            dueOn?: components["schemas"]["Day"];
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @constant */
            type: "set_urgency";
            urgent: boolean;
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            to: string;
            /** @constant */
            type: "explain";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            place: string;
            /** @constant */
            type: "move_paper";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description Units to ask besides; each in one parallel stage right before the next step, in the given role */
            add?: {
                role: "concur" | "examine" | "review";
                unit: components["schemas"]["Code"];
            }[];
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @description Ids of steps to take out */
            remove?: string[];
            /** @constant */
            type: "change_route";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            body?: string;
            /** @description 軽微 or 重要: what a change does to the seals given before */
            effect: "minor" | "major";
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            title?: string;
            /** @constant */
            type: "revise";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description In which of one’s posts (兼務); absent: the one that waits first */
            as?: string;
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @constant */
            type: "judge_edit";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @description A step of the route, by its id: s2 */
            step: string;
            /** @constant */
            type: "confirm_seat";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            /** @description A 職: KAN:P-DIR */
            post: string;
            reason: string;
            /** @description A step of the route, by its id: s2 */
            step: string;
            /** @constant */
            type: "reassign";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            /** @description 職員番号 */
            person: components["schemas"]["Code"];
            reason: string;
            /** @constant */
            type: "hand_over_draft";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            text: string;
            /** @constant */
            type: "add_cover_note";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description A 予約 of the book: the number is its next one; `branchOf` is not looked at then */
            block?: components["schemas"]["Id"];
            /** @description 枝番: the number it is given beside, of this year’s book */
            branchOf?: number;
            /** @description 年度 (or 暦年) of the book that `branchOf` is of, where it is an earlier one */
            branchYear?: number;
            kind: components["schemas"]["Code"];
            manifestSha256: components["schemas"]["Hash"];
            /** @constant */
            type: "give_number";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @constant */
            type: "release_secrecy";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description The date written on it */
            datedOn?: components["schemas"]["Day"];
            /** @description The document whose copy is made anew; absent: another one */
            document?: string;
            /** @description Writes number and date into the blanks of a Word file (第　　号, 令和　年　月　日) */
            fill?: boolean;
            /** @description A revision: of a decided file, which is copied, or of one brought by POST /v1/proposals/{id}/issued-files */
            from: components["schemas"]["Id"];
            manifestSha256: components["schemas"]["Hash"];
            /** @constant */
            type: "make_fair_copy";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description A document that goes out, by its id: d1 */
            document: string;
            manifestSha256: components["schemas"]["Hash"];
            /** @description False: it differs from what was decided; `remark` says where */
            matches: boolean;
            remark?: string;
            /** @constant */
            type: "collate";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description How many impressions of a 公印; absent: one */
            count?: number;
            /** @description A document that goes out, by its id: d1 */
            document: string;
            /** @description 公印, 公印省略, 電子署名 */
            how: components["schemas"]["SealingName"];
            manifestSha256: components["schemas"]["Hash"];
            /** @description Needed where another way was decided */
            reason?: string;
            /** @description Which seal, by its code; not for 公印省略 */
            seal?: string;
            /** @constant */
            type: "seal_document";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description A document that goes out, by its id: d1 */
            document: string;
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @constant */
            type: "void_document";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description A document that goes out, by its id: d1 */
            document: string;
            manifestSha256: components["schemas"]["Hash"];
            /** @description 施行日: between the 決裁 and today */
            on: components["schemas"]["Day"];
            to: {
                /** @description The sending that failed before */
                again?: string;
                channel: components["schemas"]["ChannelName"];
                name: string;
            }[];
            /** @constant */
            type: "dispatch";
            /** @description The version the person was looking at */
            version: number;
        } | {
            /** @description A sending, by its id: x1 */
            dispatch: string;
            manifestSha256: components["schemas"]["Hash"];
            reason: string;
            /** @constant */
            type: "report_failure";
            /** @description The version the person was looking at */
            version: number;
        } | {
            manifestSha256: components["schemas"]["Hash"];
            /** @description 完結日 */
            on: components["schemas"]["Day"];
            /** @constant */
            type: "complete";
            /** @description Why nothing goes out although it was decided; needed then */
            unissued?: string;
            /** @description The version the person was looking at */
            version: number;
        };
        /** @description The answer to an accepted act; the client then asks for the proposal again */
        ActDone: {
            id: components["schemas"]["Id"];
            /** @description True: sent by an application for trying (試験). Everything was judged as it would be, and nothing was stored */
            rehearsed?: boolean;
            status: components["schemas"]["ProposalStatus"];
            version: number;
        };
        ActType: "submit" | "approve" | "provisionally_decide" | "examine" | "concur" | "respond" | "decide" | "reject" | "return" | "resubmit" | "take_back" | "withdraw" | "abandon" | "pull_up" | "post_review" | "hold" | "end_hold" | "circulate" | "acknowledge" | "comment" | "ask" | "answer" | "set_urgency" | "explain" | "move_paper" | "change_route" | "revise" | "judge_edit" | "confirm_seat" | "reassign" | "hand_over_draft" | "add_cover_note" | "give_number" | "release_secrecy" | "make_fair_copy" | "collate" | "seal_document" | "void_document" | "dispatch" | "report_failure" | "complete";
        /** @description What is typed of something that arrived (収受) */
        ArrivalBody: {
            /** @description Who may know of a 秘 besides its registrar */
            accessList: components["schemas"]["Code"][];
            /** @description 紙 (paper), 郵便 (mail), FAX, 電子メール (email), 電子申請 (electronic_application), LGWAN, 持参 (brought) */
            channel: "paper" | "mail" | "fax" | "email" | "electronic_application" | "lgwan" | "brought";
            /** @description 処理期限 */
            dueOn?: components["schemas"]["Day"];
            /** @description Why an earlier day, or '' */
            earlierReason: string;
            /** @description 簿冊, '' until chosen */
            folderId: string;
            /** @description 個人情報を含む */
            personalData: boolean;
            /** @description 収受日; absent: the day of the registration */
            receivedOn?: components["schemas"]["Day"];
            /** @description 秘 */
            secrecy: "none" | "secret";
            /** @description 差出人 */
            sender: string;
            /** @description Their 文書番号, '' for none */
            senderNumber: string;
            /** @description The day on their letter */
            sentOn?: components["schemas"]["Day"];
            /** @description LGWAN: what the check of its 電子署名 gave; required there */
            signature?: "valid" | "invalid" | "none";
            /** @description 件名 */
            title: string;
        };
        /** @description POST /v1/receipts/{id}/files: multipart/form-data with one part `file`, before it is registered; `Idempotency-Key` makes a retry answer the same file */
        ArrivedFile: {
            file: components["schemas"]["AttachmentView"];
            /** @description Of a mail: what its head says. Fields that were empty are filled by it */
            found?: {
                sender?: string;
                sentOn?: components["schemas"]["Day"];
                title?: string;
            };
            /** @description Of the draft: a mail fills in what was empty */
            version: number;
        };
        /** @description 根拠条項: 第5条第1項・別表第1 */
        Article: string;
        /** @description 移行: what another system says of a case. Told, never seen here */
        AssertedView: {
            approvers: {
                name: string;
                /** @description The day the old system says */
                on?: components["schemas"]["Day"];
                /** @description 職名 as it was then */
                title?: string;
            }[];
            /** @description 完結日, from which the 保存期間 is counted */
            completedOn: components["schemas"]["Day"];
            decidedOn?: components["schemas"]["Day"];
            /** @description Somebody as the old system names them: nobody here saw the act */
            decider?: {
                name: string;
                /** @description The day the old system says */
                on?: components["schemas"]["Day"];
                /** @description 職名 as it was then */
                title?: string;
            };
            /** @description 起案番号 of the case by which the import was decided */
            decision?: string;
            draftedOn?: components["schemas"]["Day"];
            /** @description Somebody as the old system names them: nobody here saw the act */
            drafter?: {
                name: string;
                /** @description The day the old system says */
                on?: components["schemas"]["Day"];
                /** @description 職名 as it was then */
                title?: string;
            };
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            importedAt: string;
            importedBy: {
                name: string;
                title: string;
            };
            /** @description 施行日 */
            issuedOn?: components["schemas"]["Day"];
            /** @description Its own key of the case */
            key: string;
            /** @description Of the manifest of that import */
            manifestSha256: components["schemas"]["Hash"];
            /** @description 文書番号 as it is written there */
            number?: string;
            /** @description Of its record in the manifest, and of its files */
            recordSha256: components["schemas"]["Hash"];
            /** @description The import it came by */
            run: components["schemas"]["Id"];
            /** @description 課 as it was called then */
            sectionName?: string;
            /** @description The old system: 旧文書管理システム */
            source: string;
        };
        AttachmentView: {
            id: components["schemas"]["Id"];
            kind: string;
            name: string;
            rendition: components["schemas"]["RenditionView"];
            revisionId: components["schemas"]["Id"];
            /** @description The content of the attachment, from 1 */
            revisionNumber: number;
            sha256: components["schemas"]["Hash"];
            /** @description Of the original file */
            sizeBytes: number;
            warnings: components["schemas"]["FileWarning"][];
        };
        /** @description GET /v1/authority-items?on=DAY: the rows of the 専決 table in force on that day */
        AuthorityItems: {
            flags: string[];
            items: {
                bands: {
                    class: string;
                    deciderName?: string;
                    /**
                     * @description 以下: maxYen itself is in the band
                     * @constant
                     */
                    maxInclusive?: true;
                    /** @description Below this amount, tax included; absent: no upper end */
                    maxYen?: number;
                    /** @description From this amount, tax included */
                    minYen: number;
                    note?: string;
                }[];
                code: string;
                concurringUnits: string[];
                examiningUnits: string[];
                name: string;
                /** @description Whether the decider depends on the amount */
                needsAmount: boolean;
                note?: string;
            }[];
            /** @description 備考 of the whole table: how its amounts are counted */
            note?: string;
            source: string;
            version: string;
        };
        /** @description Why a step is there, ready to be read: a sentence, and the facts behind it */
        BecauseView: {
            /** @description 根拠条項: 第5条第1項・別表第1 */
            article?: string;
            code: string;
            /** @description Row of the 専決 table: B04 */
            row?: string;
            text: string;
            /** @description Version of the 専決 table or route template it rests on */
            version?: string;
        };
        /** @description A registration that was begun */
        BegunReceipt: {
            id: components["schemas"]["Id"];
        };
        /** @description Up to 100 cases of one drafter, each for itself: what is wrong with one does not touch the others */
        BulkSubmitBody: {
            items: {
                content: components["schemas"]["ProposalContent"];
                drafterPost?: string;
                externalRef?: components["schemas"]["ExternalRef"];
                /** @description Tells the lines apart; the same key under the same Idempotency-Key is one case */
                key: string;
                /** @description Submits it as well; absent: it stays a draft */
                submit?: boolean;
            }[];
        };
        /** @description What came of each line */
        BulkSubmitted: {
            /** @description One for each line, in order: what came of it, or why nothing did */
            results: {
                id?: components["schemas"]["Id"];
                key: string;
                problem?: components["schemas"]["Problem"];
                /** @description By an application for trying (試験) */
                rehearsed?: boolean;
                status?: components["schemas"]["ProposalStatus"];
                version?: number;
            }[];
        };
        /** @description What a person acts as: a snapshot of one appointment on one day */
        CapacityView: {
            /** @description 本務, 兼務, 事務取扱, 職務代理 */
            kind: "primary" | "concurrent" | "handling" | "proxy";
            /** @description Of a 事務取扱 or 職務代理: the title of the 本務, written after it */
            ownTitle?: string;
            /** @description 職位 */
            positionName: string;
            /** @description The 職: KAN:P-DIR */
            post: string;
            /** @description 職名 as it is written: 観光局長事務取扱 */
            title: string;
            /** @description 所属 */
            unitName: string;
        };
        /** @description What is to be otherwise */
        ChangeWebhookBody: {
            /** @description Mail address of whoever is told when it is paused; empty: only the システム管理者 are */
            contact?: string;
            /** @description What it is for, in words */
            description?: string;
            /** @description Off: nothing is sent, and nothing is lost; turned on, it goes on where it stood, also after a pause */
            enabled?: boolean;
            /** @description Types of events it wants; empty: all of them */
            types?: string[];
            /** @description Where events are sent by POST; https, or http in a network the operator allowed */
            url?: string;
        };
        /** @description 郵送 `post`, 電子メール `email`, LGWAN `lgwan`, 交換便 `courier`, 窓口 `counter`, 掲示 `posting`, 電子申請 `application`, ホームページ `website` */
        ChannelName: "post" | "email" | "lgwan" | "courier" | "counter" | "posting" | "application" | "website";
        Code: string;
        /** @description POST /v1/proposals: a new draft. Header `Idempotency-Key` makes a retry answer the same draft; the same key with another body is 422 `idempotency_key_reused` */
        CreateProposalBody: {
            content?: components["schemas"]["ProposalContent"];
            drafterPost?: string;
            externalRef?: components["schemas"]["ExternalRef"];
            /** @description Submits it at once. Refused then, it stays a draft, and `Location` of the refusal names it */
            submit?: boolean;
        };
        /** @description A new endpoint; it hears of what happens from now on */
        CreateWebhookBody: {
            /** @description Whose events; needed from a システム管理者, an application has only its own */
            clientId?: string;
            /** @description Mail address of whoever is told when it is paused; empty: only the システム管理者 are */
            contact?: string;
            /** @description What it is for, in words */
            description?: string;
            /** @description Off: nothing is sent, and nothing is lost; turned on, it goes on where it stood, also after a pause */
            enabled?: boolean;
            /** @description Types of events it wants; empty: all of them */
            types?: string[];
            /** @description Where events are sent by POST; https, or http in a network the operator allowed */
            url: string;
        };
        /** @description Day in Asia/Tokyo */
        Day: string;
        /** @description Another post decides than before, and the row of the 専決 table that says so: 専決表 B03、3,000万円以上 */
        DeciderChangeView: {
            because: string;
            from: string;
            to: string;
        };
        /** @description What was decided, when, by whom: what the system that asked for the decision writes back */
        DecisionRecord: {
            /** @description Yen, tax included; absent when the matter has none */
            amountYen?: number;
            /** @description Row of the 専決 table */
            authorityCode: string;
            /** @description 条件付決裁: the condition */
            condition?: string;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            decidedAt: string;
            /** @description Who decided: a snapshot of that day */
            decider: {
                /** @description 代決: whom the decider stood in for */
                actingFor?: {
                    name: string;
                    /** @description 職員番号 */
                    person: string;
                    title: string;
                };
                name: string;
                /** @description 職員番号 */
                person: string;
                /** @description 職名 on that day */
                title: string;
            };
            /** @description The link of the chain of events in which it was decided; keep it: it proves later that nothing was changed */
            event: {
                hash: components["schemas"]["Hash"];
                seq: number;
            };
            /** @description The attachments that were decided upon, in their order */
            files: {
                name: string;
                sha256: components["schemas"]["Hash"];
                sizeBytes: number;
            }[];
            /** @description The end of the chain now */
            head: {
                hash: components["schemas"]["Hash"];
                seq: number;
            };
            /** @description What the decision binds to: text, properties and files (R-23) */
            manifestSha256: components["schemas"]["Hash"];
            /** @description 起案番号, '' when the policy gives none */
            number: string;
            /** @description 施行番号, 指令番号 … given so far, as they are written */
            numbers: {
                kind: string;
                number: string;
            }[];
            proposalId: components["schemas"]["Id"];
            /** @description 否決の理由 */
            reason?: string;
            /** @description 決裁, 否決 */
            result: "decided" | "rejected";
            /** @description 主務課, its code */
            section: string;
            /** @description 件名 as it was decided upon */
            title: string;
        };
        /** @description The log of an endpoint, the newest first */
        DeliveryList: {
            items: components["schemas"]["DeliveryView"][];
            /** @description To go on from; absent at the end */
            next?: string;
        };
        /** @description One event for one endpoint */
        DeliveryView: {
            /** @description The newest first, twenty at most */
            attempts: {
                /** @description The first bytes of the answer */
                answer: string;
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                durationMs: number;
                /** @description Why nobody answered: timeout, ECONNREFUSED, dns: …, refused: … */
                error?: string;
                /** @description HTTP status; absent when nobody answered */
                status?: number;
            }[];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            endedAt?: string;
            /** @description The id of the event, which the receiver gets as webhook-id; absent like type and subject where the case may not be known to whoever asks, now (R-16) */
            event?: string;
            /** @description The row; what is sent again keeps it */
            id: number;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            nextAt?: string;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            queuedAt: string;
            /** @description waiting; delivered; dead: given up; dropped: may not be told any more, or is not wanted any more */
            state: string;
            subject?: components["schemas"]["Id"];
            type?: string;
        };
        /** @description Why an act is not offered: the sentence the rules would answer */
        Denied: {
            /** @description The rule that says no: its id (R-12) or its term */
            rule?: string;
            /** @description That rule as a sentence */
            ruleText?: string;
            /** @description The sentence, with the fact that failed in brackets */
            text: string;
            type: components["schemas"]["ActType"];
        };
        /** @description GET /v1/proposals/{id}/events: the chain as stored. hash = sha256(bytes of prevHash (none for the first) + UTF-8 of body) */
        EventChain: {
            events: {
                /** @description The event as canonical JSON, exactly as it was hashed */
                body: string;
                hash: components["schemas"]["Hash"];
                prevHash?: components["schemas"]["Hash"];
                /** @description The place in the chain, from 1 */
                seq: number;
            }[];
            proposalId: components["schemas"]["Id"];
        };
        /** @description Events of the cases the application submitted and of the 収受文書 it sent, in an order without gaps */
        EventPage: {
            events: components["schemas"]["FeedEvent"][];
            /** @description Whether there is more at once */
            more: boolean;
            /** @description To go on from. Nothing that is committed later ever stands before it */
            next: string;
        };
        /** @description Instant, ISO 8601 in UTC with milliseconds: 2026-05-11T01:20:00.000Z */
        ExactAt: string;
        /** @description To how many 簿冊 it was done */
        ExpiryDone: {
            folders: number;
        };
        /** @description The route a draft would take, with the reason for every step, or why there is none */
        ExplainedRoute: {
            /** @description 供覧 after the decision */
            circulation: {
                because: components["schemas"]["BecauseView"][];
                unit: string;
                unitName: string;
            }[];
            /** @description What is worth a second look; empty when nothing is */
            findings: components["schemas"]["FindingView"][];
            /** @description Steps of the template that are not on the route because their condition does not hold: a sentence each */
            leftOutByCondition: string[];
            /** @description Steps the drafter may leave out: id of the step, and the key to say so in `leftOut` */
            mayLeaveOut: {
                key: string;
                step: string;
            }[];
            /** @description Japanese sentences; empty exactly when there is a route */
            problems: components["schemas"]["FileWarning"][];
            route?: components["schemas"]["RouteView"];
            whatIf: components["schemas"]["WhatIfAnswer"][];
        };
        /** @description POST /v1/explain-route: the route a submission would get, and why; nothing is stored */
        ExplainRouteBody: {
            content: components["schemas"]["ProposalContent"];
            /** @description The post it is drafted in; default the 本務 */
            drafterPost?: string;
            on?: components["schemas"]["Day"];
            /** @description Asked beside the route itself, each answered in order */
            whatIf?: components["schemas"]["WhatIf"][];
        };
        /** @description For applications: the number under which the calling system knows it (伝票番号, 受付番号). It stands on the 決裁鑑 beside the name of the system, and what it made is found by it */
        ExternalRef: string;
        /** @description An event of a case or of a 収受文書, by its `type` */
        FeedEvent: {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.submitted";
        } | {
            data: {
                /** @description From the step that returned it, or from the first one */
                mode: "resume" | "restart";
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.resubmitted";
        } | {
            data: {
                /** @description A step of the route, by the post it waits for: 回議, 審査, 合議, 決裁 */
                from: {
                    /** @description 職: 財政課長 */
                    post: string;
                    role: "review" | "examine" | "concur" | "decide";
                };
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
                /** @description A step of the route, by the post it waits for: 回議, 審査, 合議, 決裁 */
                to?: {
                    /** @description 職: 財政課長 */
                    post: string;
                    role: "review" | "examine" | "concur" | "decide";
                };
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.returned";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.taken_back";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
                /** @description A step of the route, by the post it waits for: 回議, 審査, 合議, 決裁 */
                step: {
                    /** @description 職: 財政課長 */
                    post: string;
                    role: "review" | "examine" | "concur" | "decide";
                };
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.act_taken_back";
        } | {
            data: {
                effect: "minor" | "major";
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.content_changed";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.route_changed";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                opinion: "agree" | "conditional";
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
                /** @description A step of the route, by the post it waits for: 回議, 審査, 合議, 決裁 */
                step: {
                    /** @description 職: 財政課長 */
                    post: string;
                    role: "review" | "examine" | "concur" | "decide";
                };
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.concurred";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
                /** @description A step of the route, by the post it waits for: 回議, 審査, 合議, 決裁 */
                step: {
                    /** @description 職: 財政課長 */
                    post: string;
                    role: "review" | "examine" | "concur" | "decide";
                };
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.objected";
        } | {
            data: {
                /** @description 職名 and 氏名 as they stand in the record */
                actingFor?: {
                    name: string;
                    title: string;
                };
                /** @description With a condition, which stands in the record of the decision */
                conditional: boolean;
                /** @description 職名 and 氏名 as they stand in the record */
                decidedBy: {
                    name: string;
                    title: string;
                };
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.decided";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description 職名 and 氏名 as they stand in the record */
                rejectedBy: {
                    name: string;
                    title: string;
                };
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.rejected";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.withdrawn";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.abandoned";
        } | {
            data: {
                /** @description 起案番号, 施行番号 … */
                kind: string;
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
                text: string;
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.numbered";
        } | {
            data: {
                cause: "designated" | "absence" | "pull_up" | "acting";
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The post that owes the view */
                post: string;
                /** @description Which 後閲 of the case */
                review: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.post_review_opened";
        } | {
            data: {
                cause: "designated" | "absence" | "pull_up" | "acting";
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The post that owes the view */
                post: string;
                /** @description Which 後閲 of the case */
                review: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.post_review_done";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
                /** @description A step of the route, by the post it waits for: 回議, 審査, 合議, 決裁 */
                step: {
                    /** @description 職: 財政課長 */
                    post: string;
                    role: "review" | "examine" | "concur" | "decide";
                };
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.seat_reassigned";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.secrecy_released";
        } | {
            data: {
                /** @description Which document that goes out: d1, d2 … of the case */
                document: string;
                file: components["schemas"]["Hash"];
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.fair_copied";
        } | {
            data: {
                /** @description Which document that goes out: d1, d2 … of the case */
                document: string;
                matches: boolean;
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.collated";
        } | {
            data: {
                /** @description Which document that goes out: d1, d2 … of the case */
                document: string;
                /** @description 電子署名: the signed file */
                file?: components["schemas"]["Hash"];
                how: components["schemas"]["SealingName"];
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.document_sealed";
        } | {
            data: {
                /** @description Which document that goes out: d1, d2 … of the case */
                document: string;
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.document_voided";
        } | {
            data: {
                /** @description The sending that had failed, which this one replaces */
                again?: string;
                channel: components["schemas"]["ChannelName"];
                /** @description Which sending: x1, x2 … of the case */
                dispatch: string;
                /** @description Which document that goes out: d1, d2 … of the case */
                document: string;
                /** @description 起案番号, once there is one */
                number?: string;
                on: components["schemas"]["Day"];
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.dispatched";
        } | {
            data: {
                /** @description Which sending: x1, x2 … of the case */
                dispatch: string;
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.dispatch_failed";
        } | {
            data: {
                /** @description 起案番号, once there is one */
                number?: string;
                /** @description 施行日 as it is now; absent: everything that went out came back */
                on?: components["schemas"]["Day"];
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.issued";
        } | {
            data: {
                /** @description Whether everything went out that was to */
                issued: boolean;
                /** @description 起案番号, once there is one */
                number?: string;
                on: components["schemas"]["Day"];
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.completed";
        } | {
            data: {
                /** @constant */
                secret: true;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.proposal.changed";
        } | {
            data: {
                /** @description 受付番号 of the calling system */
                externalRef?: string;
                /** @description 収受番号 */
                number: string;
                /** @description 収受日 */
                receivedOn: components["schemas"]["Day"];
                /** @description A 課 as it was called then */
                section: {
                    name: string;
                    unit: string;
                };
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "arrived" | "handed" | "accepted" | "drafted" | "closed" | "cancelled";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.receipt.registered";
        } | {
            data: {
                /** @description 収受番号 */
                number: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "arrived" | "handed" | "accepted" | "drafted" | "closed" | "cancelled";
                /** @description A 課 as it was called then */
                to: {
                    name: string;
                    unit: string;
                };
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.receipt.distributed";
        } | {
            data: {
                /** @description A 課 as it was called then */
                from: {
                    name: string;
                    unit: string;
                };
                /** @description 収受番号 */
                number: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "arrived" | "handed" | "accepted" | "drafted" | "closed" | "cancelled";
                /** @description A 課 as it was called then */
                to: {
                    name: string;
                    unit: string;
                };
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.receipt.forwarded";
        } | {
            data: {
                /** @description 収受番号 */
                number: string;
                /** @description A 課 as it was called then */
                section: {
                    name: string;
                    unit: string;
                };
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "arrived" | "handed" | "accepted" | "drafted" | "closed" | "cancelled";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.receipt.accepted";
        } | {
            data: {
                /** @description Whether all have seen it whom it was shown to */
                complete: boolean;
                /** @description 収受番号 */
                number: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "arrived" | "handed" | "accepted" | "drafted" | "closed" | "cancelled";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.receipt.circulation_ended";
        } | {
            data: {
                /** @description 収受番号 */
                number: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "arrived" | "handed" | "accepted" | "drafted" | "closed" | "cancelled";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.receipt.drafted";
        } | {
            data: {
                /** @description 収受番号 */
                number: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "arrived" | "handed" | "accepted" | "drafted" | "closed" | "cancelled";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.receipt.closed";
        } | {
            data: {
                /** @description 収受番号 */
                number: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "arrived" | "handed" | "accepted" | "drafted" | "closed" | "cancelled";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.receipt.corrected";
        } | {
            data: {
                /** @description 収受番号 */
                number: string;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
                status: "arrived" | "handed" | "accepted" | "drafted" | "closed" | "cancelled";
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.receipt.cancelled";
        } | {
            data: {
                /** @constant */
                secret: true;
                /** @description The place of the act in the chain of the case; a larger one happened later */
                sequence: number;
            };
            /** @constant */
            datacontenttype: "application/json";
            /** @description Where this schema is */
            dataschema: string;
            /** @description Case and place in its chain: the same however often and by whichever way it comes */
            id: string;
            /** @description The address of this installation */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: components["schemas"]["Id"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            time: string;
            /** @constant */
            type: "jp.kessai.receipt.changed";
        };
        /** @description Something the drafter should know of a file that is kept all the same */
        FileWarning: {
            code: string;
            text: string;
        };
        FindingView: {
            code: string;
            severity: "error" | "warning" | "hint";
            text: string;
        };
        /** @description 簿冊: its 年度 and 簿冊番号, 2026-111-01 */
        FolderKey: string;
        /** @description SHA-256 in lower-case hexadecimal */
        Hash: string;
        HistoryEntry: {
            /** @description The 外部システム that sent it for the person */
            application?: string;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            at: string;
            comment?: string;
            hash: components["schemas"]["Hash"];
            name: string;
            person: string;
            /** @description Files it changed whose pages can be laid beside what they were; absent when there are none */
            replaced?: {
                /** @description The revision before */
                earlierId: components["schemas"]["Id"];
                /** @description The revision it brought */
                laterId: components["schemas"]["Id"];
                /** @description The file, as it is called since */
                name: string;
            }[];
            /** @description The place in the chain, from 1 */
            seq: number;
            /** @description Japanese sentence */
            text: string;
            title: string;
            type: string;
        };
        /** @description A UUID in lower case */
        Id: string;
        /** @description 施行 of a decided case */
        IssuanceView: {
            /** @description 完結 */
            completed?: {
                by: {
                    /** @description Instant, ISO 8601 in UTC with milliseconds */
                    at: string;
                    name: string;
                    person: string;
                    title: string;
                };
                on: components["schemas"]["Day"];
                unissued?: string;
            };
            /** @description 条件付決裁: what it was decided under */
            condition?: string;
            decidedOn: components["schemas"]["Day"];
            dispatches: {
                addressee: string;
                /** @description The sending that took its place */
                again?: string;
                by: {
                    /** @description Instant, ISO 8601 in UTC with milliseconds */
                    at: string;
                    name: string;
                    person: string;
                    title: string;
                };
                channel: components["schemas"]["ChannelName"];
                document: string;
                /** @description 不着 */
                failure?: {
                    by: {
                        /** @description Instant, ISO 8601 in UTC with milliseconds */
                        at: string;
                        name: string;
                        person: string;
                        title: string;
                    };
                    reason: string;
                };
                /** @description x1 */
                id: string;
                on: components["schemas"]["Day"];
            }[];
            documents: {
                /** @description 照合 */
                collation?: {
                    by: {
                        /** @description Instant, ISO 8601 in UTC with milliseconds */
                        at: string;
                        name: string;
                        person: string;
                        title: string;
                    };
                    matches: boolean;
                    remark?: string;
                };
                datedOn?: components["schemas"]["Day"];
                /** @description A file that can be opened like any of the case */
                file: {
                    /** @description Its pages are there to look at */
                    hasPages: boolean;
                    name: string;
                    revisionId: components["schemas"]["Id"];
                    sha256: components["schemas"]["Hash"];
                };
                /** @description Blanks of the decided draft that were filled in */
                filled: {
                    blank: string;
                    text: string;
                }[];
                /** @description The decided file it was made of; absent for one that was brought */
                from?: {
                    /** @description Its pages are there to look at */
                    hasPages: boolean;
                    name: string;
                    revisionId: components["schemas"]["Id"];
                    sha256: components["schemas"]["Hash"];
                };
                /** @description d1 */
                id: string;
                /** @description 浄書者 */
                madeBy: {
                    /** @description Instant, ISO 8601 in UTC with milliseconds */
                    at: string;
                    name: string;
                    person: string;
                    title: string;
                };
                name: string;
                /** @description SHA-256 of the PDF that goes out; absent while it is being made */
                pdf?: components["schemas"]["Hash"];
                /** @description 公印・公印省略・電子署名 */
                sealing?: {
                    by: {
                        /** @description Instant, ISO 8601 in UTC with milliseconds */
                        at: string;
                        name: string;
                        person: string;
                        title: string;
                    };
                    count?: number;
                    how: components["schemas"]["SealingName"];
                    sealName?: string;
                    /** @description The signed PDF */
                    signed?: {
                        /** @description Its pages are there to look at */
                        hasPages: boolean;
                        name: string;
                        revisionId: components["schemas"]["Id"];
                        sha256: components["schemas"]["Hash"];
                    };
                    /** @description The subject of the certificate */
                    signer?: string;
                    timestamped?: boolean;
                };
                /** @description 書損 */
                voided?: {
                    by: {
                        /** @description Instant, ISO 8601 in UTC with milliseconds */
                        at: string;
                        name: string;
                        person: string;
                        title: string;
                    };
                    reason: string;
                };
            }[];
            /** @description 施行日 */
            issuedOn?: components["schemas"]["Day"];
            /** @description 発信者名 as it goes out: with the 職務代理者 where one decided */
            issuer?: string;
            /** @description As decided; absent in cases from before it was asked */
            plan?: components["schemas"]["IssuePlanContent"];
            /** @description The seals of the body in use today */
            seals: {
                code: string;
                /** @description Titles and names */
                keepers: string[];
                kind: "stamp" | "electronic";
                name: string;
                /** @description The reader is its 公印取扱責任者 */
                own: boolean;
            }[];
            /** @description 施行待, 施行済, 施行なし, 完結 */
            stage: "to_issue" | "issued" | "nothing_to_issue" | "completed";
            /** @description Addressees of the plan nothing has reached yet */
            unreached: string[];
        };
        /** @description 施行の方法, decided with the case */
        IssuePlanContent: {
            /** @description 宛先, each with its 発送手段; empty for what is for everybody (公告) */
            addressees: {
                channel: components["schemas"]["ChannelName"];
                name: string;
            }[];
            /** @description 発信者名: みほん道知事 */
            issuer: components["schemas"]["Name"];
            /** @description 施行の種類, '' until chosen */
            kind: components["schemas"]["Code"];
            /** @description 施行の有無; false: nothing goes out, and nothing else counts */
            needed: boolean;
            /** @description The kind of number it needs; absent: none */
            numberKind?: components["schemas"]["Code"];
            /** @description 施行予定日; absent: none was set */
            plannedOn?: components["schemas"]["Day"];
            sealing: components["schemas"]["SealingName"];
        };
        MarkView: {
            act: "approved" | "provisionally_decided" | "examined" | "concurred" | "decided" | "rejected" | "returned";
            /** @description 代決: 「局長 氏名 代 課長 氏名」 */
            actingFor?: {
                absence: string;
                exception?: {
                    kind: string;
                    reason: string;
                };
                name: string;
                title: string;
            };
            alsoAs: components["schemas"]["CapacityView"][];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            at: string;
            capacity: components["schemas"]["CapacityView"];
            comment?: string;
            /** @description 条件付決裁 */
            condition?: string;
            /** @description False when the text or a file changed after this act */
            current: boolean;
            /** @description 姓, for the seal */
            familyName: string;
            name: string;
            /** @description Of a 合議: 同意・条件付同意・異議 */
            opinion?: "agree" | "conditional" | "object";
            /** @description 紙を確認した */
            paperChecked?: boolean;
            person: string;
        };
        Name: string;
        /** @description POST /v1/receipts: begins a registration. Files follow, then POST /v1/receipts/{id}/register. Header `Idempotency-Key` makes a retry answer the same one */
        NewReceiptBody: {
            arrival?: components["schemas"]["ArrivalBody"];
            /** @description For applications: 受付番号 of the calling system */
            externalRef?: components["schemas"]["ExternalRef"];
            /** @description In which of one’s posts; absent: the 本務. Its 課 registers it */
            post?: string;
        };
        /** @description multipart/form-data with one file */
        OneFile: {
            /**
             * Format: binary
             * @description The file; its filename is the name
             */
            file: string;
            /** @description The folder it came from; stands before the file */
            path?: string;
        };
        /** @description GET /v1/organisation?on=DAY: the organisation as of a day (default today) */
        OrganisationView: {
            on: components["schemas"]["Day"];
            posts: {
                holders: {
                    absent: boolean;
                    kind: string;
                    name: string;
                    person: string;
                }[];
                id: string;
                position: string;
                title: string;
                unit: string;
            }[];
            units: {
                code: string;
                kind: string;
                name: string;
                parent?: string;
                symbol?: string;
            }[];
        };
        /** @description How far a 移管パッケージ is */
        PackageState: {
            /** @description Why it could not be made, in Japanese */
            failure?: string;
            /** @description Files in it */
            files?: number;
            folder: components["schemas"]["FolderKey"];
            id: components["schemas"]["Id"];
            sha256?: components["schemas"]["Hash"];
            sizeBytes?: number;
            status: "waiting" | "running" | "done" | "failed" | "cancelled";
            /** @description Absent until they were counted */
            steps?: number;
            stepsDone: number;
        };
        /** @description A person with the title of that day */
        PersonRef: {
            /** @description 職員番号 */
            id: string;
            name: string;
            /** @description 職名, of the 本務 first */
            title: string;
        };
        /** @description What became of a test event */
        PingResult: {
            arrived: boolean;
            /** @description One attempt */
            attempt: {
                /** @description The first bytes of the answer */
                answer: string;
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                durationMs: number;
                /** @description Why nobody answered: timeout, ECONNREFUSED, dns: …, refused: … */
                error?: string;
                /** @description HTTP status; absent when nobody answered */
                status?: number;
            };
            /** @description The id of the test event */
            event: string;
        };
        /** @description RFC 9457 problem document */
        Problem: {
            /** @description The last part of type */
            code: string;
            /** @description Japanese: the fact that failed */
            detail?: string;
            /** @description The data behind detail, by name */
            facts?: {
                [key: string]: unknown;
            };
            /** @description The rule that said no: its id (R-12), or the term or duty it belongs to */
            rule?: string;
            /** @description Japanese: that rule as a sentence */
            ruleText?: string;
            /** @description The HTTP status */
            status: number;
            /** @description English, for developers: what the validator found. Never shown to people */
            technical?: string;
            /** @description Japanese: what is so, and as its last sentence what to do instead */
            title: string;
            /** @description Stable, for programs: https://kessai.example/problems/<code> */
            type: string;
        };
        /** @description What the drafter fills in. A draft may be empty anywhere; submission says what is missing */
        ProposalContent: {
            /** @description Persons who may read a 秘 or 時限秘 matter, besides the route */
            accessList: components["schemas"]["Code"][];
            /** @description 宛先 in words, in cases from before `issue` was asked */
            addressee?: string;
            /** @description Yen, tax included, below 0 for a decrease (減額); absent when the matter has none */
            amountYen?: number;
            /** @description Row of the 専決 table (決裁区分), '' until chosen */
            authorityCode: string;
            /** @description 伺い文, plain text with line ends */
            body: string;
            /** @description 供覧先 that the drafter adds to those of the template: units in order */
            circulationUnits?: components["schemas"]["Code"][];
            /** @description 合議先, units in order; absent: those of the table */
            concurringUnits?: components["schemas"]["Code"][];
            /** @description 公開区分 */
            disclosure: {
                class: string;
                grounds: string[];
                until?: components["schemas"]["Day"];
            };
            /** @description 期限 */
            dueOn?: components["schemas"]["Day"];
            /** @description Why each of them applies; absent in cases from before it was asked */
            flagReasons?: {
                flag: string;
                reason: string;
            }[];
            /** @description 重要・異例・先例・紛議: move the matter up (専決の留保) */
            flags: string[];
            /** @description 簿冊, '' until chosen */
            folderId: string;
            issue?: components["schemas"]["IssuePlanContent"];
            /** @description Optional steps of the route that the drafter leaves out: the template's key of the step, and why */
            leftOut?: {
                key: string;
                reason: string;
            }[];
            /** @description 再起案・変更起案・引用起案: the proposal it comes from, as POST /v1/proposals/{id}/redraft writes it. Taken only of a case that ended, that its sender may read, and with its number */
            origin?: {
                kind: "redraft" | "change" | "quote";
                number: string;
                proposalId: components["schemas"]["Id"];
            };
            /** @description 併用決裁: what goes round on paper, and why it must (R-18) */
            paper?: {
                reason: string;
                what: string;
            };
            /** @description 後閲 designated at drafting (起案時指定): posts of 回議 steps the matter does not wait for, and why */
            postReviewPosts?: {
                post: string;
                reason: string;
            }[];
            /** @description 接受起案: the 収受文書 it comes from, as POST /v1/receipts/{id}/proposals writes it. A save keeps it as it is */
            received?: {
                /** @description 収受番号 */
                number: string;
                receiptId: components["schemas"]["Id"];
                receivedOn: components["schemas"]["Day"];
                /** @description 差出人 */
                sender: string;
                senderNumber: string;
            };
            /** @description 保存期間, '' until chosen */
            retentionCode: string;
            /** @description 秘密区分 */
            secrecy: string;
            /** @description 時限秘: when it ends by itself */
            secretUntil?: components["schemas"]["ExactAt"];
            /** @description 件名 */
            title: string;
            urgent: boolean;
            /** @description 至急の理由, or '' */
            urgentReason: string;
        };
        /** @description Cases, newest first, a page at a time */
        ProposalList: {
            items: components["schemas"]["ProposalListItem"][];
            /** @description Asks for the next page as `after`; absent on the last */
            next?: string;
        };
        ProposalListItem: {
            /** @description The name of the 外部システム it came through */
            application?: string;
            /** @description Attachments */
            attachmentCount: number;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            decidedAt?: string;
            drafter: components["schemas"]["PersonRef"];
            dueOn?: components["schemas"]["Day"];
            /** @description 連携元の番号: under which that system knows it */
            externalRef?: string;
            id: components["schemas"]["Id"];
            number?: string;
            status: components["schemas"]["ProposalStatus"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            submittedAt?: string;
            title: string;
            /** @description 試験: made for trying, stays a draft */
            trial?: boolean;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            updatedAt: string;
            urgent: boolean;
            /** @description Titles of the posts it waits for */
            waitingFor: string[];
        };
        ProposalStatus: "draft" | "in_approval" | "returned" | "decided" | "rejected" | "withdrawn" | "abandoned" | "imported";
        /** @description A case as its reader may see it now, with what the reader may do */
        ProposalView: {
            /** @description The reader may act for an absent holder (代決) */
            acting?: {
                /** @description The registered absence; without it the reader states one */
                absence?: string;
                holder: string;
                postName: string;
                /** @description The body leaves it to whoever acts whether the absent holder views it later (後閲) */
                postReviewIsChoice: boolean;
                /** @description Properties that forbid it unless instructed before or in an emergency */
                reserved: string[];
                role: "decide" | "concur";
            };
            /** @description What the rules would accept from the reader now; the buttons are exactly these */
            allowed: components["schemas"]["ActType"][];
            /** @description 併合: the steps the reader's next act takes along */
            alongWith: string[];
            /** @description The application (外部システム) it was made through; absent for what was drafted on the page */
            application?: {
                clientId: string;
                name: string;
                /** @description 連携元の番号: under which that system knows it */
                ref?: string;
                /** @description 試験: made for trying, stays a draft */
                trial: boolean;
            };
            /** @description Of an imported case (移行) alone: what the old system says of it */
            asserted?: components["schemas"]["AssertedView"];
            attachments: components["schemas"]["AttachmentView"][];
            /** @description What changed since the reader's own last act; absent when nothing did or there is none */
            changedSinceMine?: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                changes: {
                    after?: string;
                    before?: string;
                    /** @description Of a changed file: the revisions it had before and has after, and whether they are there as PDF */
                    earlier?: {
                        isPdf: boolean;
                        revisionId: components["schemas"]["Id"];
                    };
                    how: "changed" | "added" | "removed" | "renamed" | "moved";
                    kind: "text" | "file";
                    later?: {
                        isPdf: boolean;
                        revisionId: components["schemas"]["Id"];
                    };
                    name: string;
                }[];
            };
            /** @description For the drafter of a returned one: what is different from what was submitted; absent when nothing is */
            changedWhileReturned?: {
                after?: string;
                before?: string;
                /** @description Of a changed file: the revisions it had before and has after, and whether they are there as PDF */
                earlier?: {
                    isPdf: boolean;
                    revisionId: components["schemas"]["Id"];
                };
                how: "changed" | "added" | "removed" | "renamed" | "moved";
                kind: "text" | "file";
                later?: {
                    isPdf: boolean;
                    revisionId: components["schemas"]["Id"];
                };
                name: string;
            }[];
            content: components["schemas"]["ProposalContent"];
            coverNotes: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                name: string;
                text: string;
                title: string;
            }[];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            createdAt: string;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            decidedAt?: string;
            /** @description Why other acts are not there: a sentence each, with the rule */
            denied: components["schemas"]["Denied"][];
            /** @description When its 簿冊 was disposed of: its files are gone (R-22) */
            disposedOn?: components["schemas"]["Day"];
            drafter: components["schemas"]["PersonRef"];
            /** @description The drafter's seal text: 姓 and unit */
            drafterCapacity: components["schemas"]["CapacityView"];
            drafterFamilyName: string;
            dueOn?: components["schemas"]["Day"];
            /** @description The reader may change text and files now */
            editable: boolean;
            /** @description For whoever may correct something on the way (直接編集): what becomes of the acts given so far */
            editOutcomes?: {
                /** @description Whose acts stand and whose fall */
                major: {
                    falls: {
                        name: string;
                        title: string;
                    }[];
                    stands: {
                        name: string;
                        title: string;
                    }[];
                };
                /** @description Whose acts stand and whose fall */
                minor: {
                    falls: {
                        name: string;
                        title: string;
                    }[];
                    stands: {
                        name: string;
                        title: string;
                    }[];
                };
            };
            edits: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                /** @description What is different by it */
                changes: {
                    after?: string;
                    before?: string;
                    /** @description Of a changed file: the revisions it had before and has after, and whether they are there as PDF */
                    earlier?: {
                        isPdf: boolean;
                        revisionId: components["schemas"]["Id"];
                    };
                    how: "changed" | "added" | "removed" | "renamed" | "moved";
                    kind: "text" | "file";
                    later?: {
                        isPdf: boolean;
                        revisionId: components["schemas"]["Id"];
                    };
                    name: string;
                }[];
                confirmedBy?: string;
                effect: "minor" | "major";
                name: string;
                reason: string;
                title: string;
                /** @description Of somebody else, called 軽微, and not let stand yet: the reader may judge it 重要 */
                toJudge: boolean;
            }[];
            /** @description 否決, 取下げ or 廃案: why it ended */
            ended?: {
                reason: string;
            };
            explained: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                name: string;
                title: string;
                to: string;
            }[];
            history: components["schemas"]["HistoryEntry"][];
            id: components["schemas"]["Id"];
            /** @description 施行; absent before the 決裁 */
            issuance?: components["schemas"]["IssuanceView"];
            manifestSha256: components["schemas"]["Hash"];
            /** @description The 簿冊 it lies in now, when it was moved */
            movedTo?: {
                id: string;
                name: string;
            };
            /** @description Names of the codes in `content`, for showing */
            names: {
                authority: string;
                disclosure: string;
                folder: string;
                retention: string;
                secrecy: string;
            };
            number?: string;
            numbers: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                kind: string;
                text: string;
            }[];
            /** @description 合議 opinions, side by side for the decider */
            opinions: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                name: string;
                opinion: "agree" | "conditional" | "object";
                /** @description 処理意見 */
                response?: {
                    /** @description Instant, ISO 8601 in UTC with milliseconds */
                    at: string;
                    name: string;
                    text: string;
                    title: string;
                };
                step: string;
                text?: string;
                title: string;
                unitName: string;
            }[];
            paperPlaces: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                name: string;
                place: string;
                title: string;
            }[];
            /** @description 併用決裁: what is on paper, where the reader's next seal needs the tick 紙を確認した (R-18) */
            paperToCheck?: string;
            postReviews: {
                cause: "designated" | "absence" | "pull_up" | "acting";
                done?: {
                    /** @description Instant, ISO 8601 in UTC with milliseconds */
                    at: string;
                    comment?: string;
                    name: string;
                    title: string;
                };
                id: string;
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                openedAt: string;
                /** @description The reader owes it */
                own: boolean;
                postName: string;
            }[];
            questions: {
                answer?: {
                    /** @description Instant, ISO 8601 in UTC with milliseconds */
                    at: string;
                    text: string;
                };
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                by: string;
                id: string;
                own: boolean;
                text: string;
                toName: string;
                toTitle: string;
            }[];
            /** @description 再起案 or 変更起案 is possible: POST /v1/proposals/{id}/redraft */
            redraftable: boolean;
            /** @description For the drafter of a returned one: how what is saved now would go out again */
            resubmission?: {
                /** @description Absent while the same post decides */
                decider?: components["schemas"]["DeciderChangeView"];
                /** @description False where the body always starts the route again */
                mayResume: boolean;
                /** @description What becomes of the acts given so far; absent without a route */
                outcomes?: {
                    /** @description Whose acts stand and whose fall */
                    major: {
                        falls: {
                            name: string;
                            title: string;
                        }[];
                        stands: {
                            name: string;
                            title: string;
                        }[];
                    };
                    /** @description Whose acts stand and whose fall */
                    minor: {
                        falls: {
                            name: string;
                            title: string;
                        }[];
                        stands: {
                            name: string;
                            title: string;
                        }[];
                    };
                    /** @description From the first step */
                    restart: {
                        falls: {
                            name: string;
                            title: string;
                        }[];
                        stands: {
                            name: string;
                            title: string;
                        }[];
                    };
                    /** @description From where it stopped, with nothing changed, a 軽微 or a 重要 change */
                    resume: {
                        falls: {
                            name: string;
                            title: string;
                        }[];
                        stands: {
                            name: string;
                            title: string;
                        }[];
                    };
                };
                /** @description Why there is no route for what is saved: Japanese sentences; empty when there is one */
                problems: string[];
            };
            /** @description Why it lies with the drafter again */
            returned?: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                by: string;
                reason: string;
                title: string;
            };
            /** @description Steps a 差戻し may go to besides the drafter */
            returnTargets: {
                name: string;
                postName: string;
                step: string;
            }[];
            /** @description Compiled at submission; absent while a draft */
            route?: components["schemas"]["RouteView"];
            /** @description When 秘 ended; absent while it lasts or never was */
            secrecyReleasedAt?: string;
            showings: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                by: string;
                comment?: string;
                id: string;
                kind: "circulate" | "inform";
                name: string;
                note?: string;
                own: boolean;
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                seenAt?: string;
                title: string;
            }[];
            stampedPdf: "none" | "preparing" | "ready" | "failed";
            status: components["schemas"]["ProposalStatus"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            submittedAt?: string;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            updatedAt: string;
            urgent: boolean;
            version: number;
        };
        ReceiptAct: "distribute" | "forward" | "accept" | "circulate" | "see" | "end_circulation" | "draft" | "close" | "correct" | "cancel";
        /** @description What a 収受文書 is at after an act */
        ReceiptDone: {
            id: components["schemas"]["Id"];
            status: components["schemas"]["ReceiptStatus"];
            version: number;
        };
        ReceiptHistoryEntry: {
            /** @description The 外部システム that sent it */
            application?: string;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            at: string;
            comment?: string;
            hash: components["schemas"]["Hash"];
            name: string;
            /** @description The place in the chain, from 1 */
            seq: number;
            /** @description Japanese sentence */
            text: string;
            title: string;
            type: string;
        };
        /** @description GET /v1/receipts/{id}/progress: how far it is, for the application that sent it. No words, no names */
        ReceiptProgress: {
            cases: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                decidedAt?: string;
                /** @description 施行番号, once it has one */
                number?: string;
                status: components["schemas"]["ProposalStatus"];
            }[];
            externalRef?: string;
            id: components["schemas"]["Id"];
            number?: string;
            receivedOn?: components["schemas"]["Day"];
            status: components["schemas"]["ReceiptStatus"];
        };
        /** @description Being entered (draft), 未配布 (arrived), 受領待ち (handed), 受領済 (accepted), 起案済 (drafted), 処理済 (closed), 取消 (cancelled) */
        ReceiptStatus: "draft" | "arrived" | "handed" | "accepted" | "drafted" | "closed" | "cancelled";
        /** @description A 収受文書 as its reader may see it now */
        ReceiptView: {
            /** @description Those of the access list */
            accessNames: components["schemas"]["PersonRef"][];
            /** @description What the reader may do now */
            allowed: components["schemas"]["ReceiptAct"][];
            /** @description The 外部システム it came from */
            application?: {
                name: string;
                /** @description 受付番号 */
                ref?: string;
            };
            arrival: components["schemas"]["ArrivalBody"];
            cases: {
                number?: string;
                proposalId: components["schemas"]["Id"];
                status: components["schemas"]["ProposalStatus"];
                title: string;
            }[];
            circulation?: "open" | "ended";
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            createdAt: string;
            /** @description 処理済 or 取消: why */
            ended?: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                reason: string;
            };
            files: components["schemas"]["AttachmentView"][];
            /** @description Of its 簿冊, '' for none */
            folderName: string;
            history: components["schemas"]["ReceiptHistoryEntry"][];
            /** @description The 課 that has it now */
            holder: {
                name: string;
                unit: string;
            };
            id: components["schemas"]["Id"];
            /** @description 収受番号; absent until it is registered */
            number?: string;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            registeredAt?: string;
            registrar: components["schemas"]["PersonRef"];
            /** @description Where it was registered */
            section: {
                name: string;
                unit: string;
            };
            /** @description 供覧先 */
            shown: components["schemas"]["ShownView"][];
            status: components["schemas"]["ReceiptStatus"];
            version: number;
        };
        /** @description What is sent once more: one event, or everything since */
        RedeliverBody: {
            /** @description The id of an event of its log */
            event: string;
        } | {
            /** @description A row of its log */
            delivery: number;
        } | components["schemas"]["RedeliveryPreviewBody"];
        /** @description What is sent once more waits now */
        Redelivered: {
            /** @description It is sent as soon as the endpoint is open */
            queued: boolean;
        };
        /** @description What sending everything since an instant would send */
        RedeliveryPreview: {
            /** @description False: more acts than are counted; there are at least so many */
            complete: boolean;
            /** @description Events that would be sent once more */
            events: number;
        };
        /** @description What is asked before sending everything since an instant */
        RedeliveryPreviewBody: {
            /** @description Everything that happened at or after this instant, in its order */
            since: string;
        };
        /** @description GET /v1/reference: the lists a compose page chooses from */
        Reference: {
            /** @description Files together beyond which the drafter is told so, and may submit all the same; in megabytes of 1024 × 1024 bytes */
            attachmentSoftLimitMb: number;
            disclosureClasses: {
                code: string;
                name: string;
                needsGround: boolean;
                needsUntil: boolean;
            }[];
            disclosureGrounds: {
                /** @description 条項 of the 情報公開条例, '' for none */
                article: string;
                code: string;
                name: string;
            }[];
            /** @description April to March, named after the year it starts in */
            fiscalYear: number;
            folders: {
                /** @description Path of names, 総務 › 文書・法制 › 法制 */
                classification: string;
                code: string;
                id: string;
                name: string;
                /** @description Retention code of the folder */
                retention: string;
            }[];
            /** @description 施行の種類, with what is proposed for each */
            issueKinds: {
                /** @description False for what is for everybody: 公告, 公表 */
                isAddressed: boolean;
                /** @description 発信者名 */
                issuer: string;
                kind: string;
                numberKind?: string;
                sealing: components["schemas"]["SealingName"];
            }[];
            /** @description Kinds of numbers a decided case may get: 施行番号, 指令番号 … */
            numberKinds: string[];
            retentionPeriods: {
                code: string;
                name: string;
            }[];
            secrecyLevels: {
                code: string;
                electronic: boolean;
                name: string;
                needsUntil: boolean;
            }[];
        };
        /** @description POST /v1/receipts/{id}/register: 収受番号 is taken, and from now on everything is on the record */
        RegisterBody: {
            /** @description 枝番: the number, of the same 課, beside which this one stands; absent: the next number */
            branchOf?: number;
            /** @description Year of the book that gave it; absent: this one */
            branchYear?: number;
            /** @description 配布 in the same breath: the 課 it goes to */
            distributeTo?: components["schemas"]["Code"];
            version: number;
        };
        RenditionView: {
            /** @description Why it failed: a Japanese sentence that says what to do */
            failure?: {
                /** @description Whether converting again may help */
                canRetry: boolean;
                code: string;
                text: string;
            };
            /** @description Pages; absent while they are being made */
            pageCount?: number;
            status: "waiting" | "running" | "visible" | "done" | "failed";
        };
        /** @description A new key beside the former one */
        RotateSecretBody: {
            /** @description How long the former key counts beside the new one; default 24 */
            keepForHours?: number;
        };
        RouteView: {
            authorityVersion: string;
            /** @description 供覧 after the decision: names of 所属 */
            circulation: string[];
            /** @description 決裁区分 */
            class: string;
            compiledFor: components["schemas"]["Day"];
            stages: {
                /** @description So many of the steps suffice; absent: all */
                needs?: number;
                steps: components["schemas"]["StepView"][];
            }[];
            template: string;
            templateName: string;
        };
        /** @description What a draft is at after it was saved */
        SavedDraft: {
            manifestSha256: components["schemas"]["Hash"];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            savedAt: string;
            version: number;
        };
        /** @description PUT /v1/proposals/{id}/draft: autosave. 409 `version_changed` when another tab saved first */
        SaveDraftBody: {
            content: components["schemas"]["ProposalContent"];
            version: number;
        };
        /** @description What it is at after it was saved */
        SavedReceipt: {
            version: number;
        };
        /** @description PUT /v1/receipts/{id}/draft, before it is registered. 409 `version_changed` when another tab saved first */
        SaveReceiptBody: {
            arrival: components["schemas"]["ArrivalBody"];
            version: number;
        };
        /** @description 公印 `seal`, 公印省略 `omitted`, 電子署名 `electronic` */
        SealingName: "seal" | "omitted" | "electronic";
        /** @description GET /v1/search: cases with the places where the words stand */
        SearchAnswer: {
            /** @description The time was up before there were as many cases as an answer holds: older ones are searched with `next` */
            isPartial: boolean;
            /** @description Cases that have all words, newest first */
            items: {
                case: components["schemas"]["ProposalListItem"];
                /** @description Texts of the case that have one of the words */
                hitCount: number;
                /** @description In reading order, at most 6, some of each word */
                hits: components["schemas"]["SearchHit"][];
            }[];
            /** @description Asks for what follows as `after`; absent at the end */
            next?: string;
            /** @description What was looked for, word by word */
            words: string[];
        };
        /** @description GET /v1/search/facets: how many cases there are, and what they can be narrowed down to; the most frequent first, the newest year first. Counted over what the reader may open and nothing else */
        SearchFacets: {
            class: {
                /** @description Cases */
                count: number;
                name: string;
                value: string;
            }[];
            /** @description Cases found, at most 1000 */
            count: number;
            drafter: {
                /** @description Cases */
                count: number;
                name: string;
                value: string;
            }[];
            folder: {
                /** @description Cases */
                count: number;
                name: string;
                value: string;
            }[];
            /** @description false: there are so many or more */
            isExact: boolean;
            section: {
                /** @description Cases */
                count: number;
                name: string;
                value: string;
            }[];
            status: {
                /** @description Cases */
                count: number;
                name: string;
                value: string;
            }[];
            year: {
                /** @description Cases */
                count: number;
                name: string;
                value: string;
            }[];
        };
        /** @description One text of a case that has one of the words */
        SearchHit: {
            attachmentId?: components["schemas"]["Id"];
            /** @description The words around, in one line, in pieces */
            excerpt: {
                /** @description One of the words */
                found?: boolean;
                text: string;
            }[];
            /** @description Of a page or the name of a file */
            fileName?: string;
            kind: "title" | "body" | "page" | "file" | "opinion" | "number" | "name";
            /** @description Of a page: in its file, from 0 */
            pageIndex?: number;
            /** @description Of an opinion: who said it */
            who?: string;
            /** @description The word that is found in it first, as it was typed: what to look for in the reader */
            words: string;
        };
        /** @description A 供覧先 */
        ShownView: {
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            askedAt: string;
            /** @description 職員番号, or the 職 */
            id: string;
            kind: "person" | "post";
            name: string;
            /** @description 閲覧済 */
            seen?: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                by: components["schemas"]["PersonRef"];
                comment?: string;
            };
            /** @description The 所属 it was asked with */
            unit?: string;
        };
        StepView: {
            /** @description The same person goes through it at once with the step of this post (兼務) */
            atOnceWith?: string;
            because: components["schemas"]["BecauseView"][];
            /** @description The holder acted before in another post and the records office has not confirmed it yet */
            conflict?: {
                earlier: string;
                name: string;
            };
            /** @description 保留: by whom and why */
            held?: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                by: string;
                reason: string;
            };
            /** @description Who holds the post now; empty when vacant */
            holders: {
                absent: boolean;
                id: string;
                name: string;
                title: string;
            }[];
            id: string;
            mark?: components["schemas"]["MarkView"];
            /** @description Passed over without an act: 不在 (後閲), 引上げ (後閲), 併合 into the next, 自己 */
            passed?: "absence" | "pull_up" | "merged" | "self";
            post: string;
            postName: string;
            /** @description 仮決裁 */
            provisional?: boolean;
            /** @description May be taken out of the rest of the route */
            removable?: boolean;
            role: "review" | "examine" | "concur" | "decide";
            /** @description 差戻し from a later step, and why */
            sentBack?: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                by: string;
                reason: string;
            };
            skipped?: "self" | "merged" | "vacant" | "left_out" | "post_review";
            state: "done" | "waiting" | "ahead" | "skipped" | "returned";
        };
        /** @description POST /v1/transfer-receipts: 受領書 of the archive for the packages of some 簿冊, for all of them or none */
        TransferReceiptBody: {
            /** @description 受入番号 of the archive */
            accession: string;
            folders: {
                id: components["schemas"]["FolderKey"];
                /** @description SHA-256 that the archive confirms */
                package: components["schemas"]["Hash"];
            }[];
            /** @description 受入日 in Asia/Tokyo */
            on: components["schemas"]["Day"];
            /** @description Who signed for the archive */
            receivedBy: string;
        };
        /** @description POST /v1/proposals/{id}/attachments: multipart/form-data with one part `file` (its filename is the name; an optional field `path` before it keeps the folder it came from). One file a request; `Idempotency-Key` makes a retry answer the same attachment */
        UploadedAttachment: {
            attachment: components["schemas"]["AttachmentView"];
            manifestSha256: components["schemas"]["Hash"];
        };
        /** @description Endpoints, the oldest first */
        WebhookList: {
            items: components["schemas"]["WebhookView"][];
            /** @description Whether keys are sealed in the database (KESSAI_SECRETS_KEY) */
            sealed: boolean;
        };
        /** @description An endpoint with its new key */
        WebhookSecret: {
            /** @description The key, whsec_…; it is shown this once */
            secret: string;
            webhook: components["schemas"]["WebhookView"];
        };
        /** @description An endpoint of an application */
        WebhookView: {
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            changedAt: string;
            /** @description Whose events it gets */
            clientId: string;
            /** @description What that application is called */
            clientName: string;
            /** @description Mail address of whoever is told when it is paused; empty: only the システム管理者 are */
            contact: string;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            createdAt: string;
            /** @description Dead letters */
            dead: number;
            /** @description What it is for, in words */
            description: string;
            /** @description Off: nothing is sent, and nothing is lost; turned on, it goes on where it stood, also after a pause */
            enabled: boolean;
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            failingSince?: string;
            id: components["schemas"]["Id"];
            /** @description Keys that count now, the newest first; never the keys themselves */
            keys: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                endsAt?: string;
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                madeAt: string;
            }[];
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            lastArrivalAt?: string;
            paused?: {
                /** @description Instant, ISO 8601 in UTC with milliseconds */
                at: string;
                /** @description Nothing arrived for three days, or it answered 410 */
                because: "failing" | "gone";
            };
            /** @description Instant, ISO 8601 in UTC with milliseconds */
            retryAt?: string;
            state: "on" | "off" | "application_off" | "retrying" | "paused" | "key_missing";
            /** @description Types of events it wants; empty: all of them */
            types: string[];
            /** @description Where events are sent by POST; https, or http in a network the operator allowed */
            url: string;
            /** @description Deliveries made and not yet arrived */
            waiting: number;
        };
        /** @description A matter as it might be instead; what is absent stays as it is */
        WhatIf: {
            /** @description Yen, tax included */
            amountYen?: components["schemas"]["Yen"];
            flags?: string[];
            /** @description Another day: another table, other people in the posts */
            on?: components["schemas"]["Day"];
        };
        WhatIfAnswer: {
            asked: components["schemas"]["WhatIf"];
            /** @description Why there would be no route; empty when there is one */
            problems: components["schemas"]["FileWarning"][];
            /** @description Absent when there would be no route */
            route?: {
                /** @description 決裁区分 */
                class: string;
                /** @description Steps that come and go against the present route, as 「回議 経済部長」; empty without a present route */
                comes: string[];
                /** @description The decider's post: 経済部長 */
                decider: string;
                deciderNames: string[];
                goes: string[];
                /** @description The row of the table that says so, as a sentence */
                row: string;
            };
        };
        Yen: number;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names this content; send it back as If-None-Match */
        ETag: string;
        /** @description Writing requests a minute */
        "X-RateLimit-Limit": number;
        /** @description How many are left */
        "X-RateLimit-Remaining": number;
        /** @description Seconds until all are there again */
        "X-RateLimit-Reset": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAuthorityItems: {
        parameters: {
            query?: {
                /** @description Day in Asia/Tokyo */
                on?: components["schemas"]["Day"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GET /v1/authority-items?on=DAY: the rows of the 専決 table in force on that day */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorityItems"];
                };
            };
        };
    };
    getEvents: {
        parameters: {
            query?: {
                /** @description `next` of the last answer; absent: from the beginning */
                after?: components["schemas"]["Name"];
                /** @description How many acts at most, 1 to 500; default 100. An act that opens a 後閲 is two events */
                limit?: string;
                /** @description Seconds, at most 25, to wait for something when there is nothing; default 0 */
                wait?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events of the cases the application submitted and of the 収受文書 it sent, in an order without gaps */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
        };
    };
    getEventsSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema of every event there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": unknown;
                };
            };
        };
    };
    postExplainRoute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExplainRouteBody"];
            };
        };
        responses: {
            /** @description The route a draft would take, with the reason for every step, or why there is none */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainedRoute"];
                };
            };
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag one has: then the answer may be 304 */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The description */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The same as the one of If-None-Match */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getOrganisation: {
        parameters: {
            query?: {
                /** @description Day in Asia/Tokyo */
                on?: components["schemas"]["Day"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GET /v1/organisation?on=DAY: the organisation as of a day (default today) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationView"];
                };
            };
        };
    };
    getProposals: {
        parameters: {
            query?: {
                after?: string;
                /** @description For applications: only what changed at or after it, in that order */
                changedSince?: components["schemas"]["ExactAt"];
                /** @description For applications: only what it made under this number of its own */
                externalRef?: string;
                scope?: "mine" | "section" | "acted";
                status?: components["schemas"]["ProposalStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cases, newest first, a page at a time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalList"];
                };
            };
        };
    };
    postProposals: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: components["schemas"]["Article"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProposalBody"];
            };
        };
        responses: {
            /** @description A case as its reader may see it now, with what the reader may do */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalView"];
                };
            };
            /** @description A case as its reader may see it now, with what the reader may do */
            201: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalView"];
                };
            };
        };
    };
    postProposalsBulk: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: components["schemas"]["Article"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkSubmitBody"];
            };
        };
        responses: {
            /** @description What came of each line */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkSubmitted"];
                };
            };
        };
    };
    getProposalsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A case as its reader may see it now, with what the reader may do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalView"];
                };
            };
        };
    };
    postProposalsByIdActs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActBody"];
            };
        };
        responses: {
            /** @description The answer to an accepted act; the client then asks for the proposal again */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActDone"];
                };
            };
        };
    };
    postProposalsByIdAttachments: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: components["schemas"]["Article"];
            };
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["OneFile"];
            };
        };
        responses: {
            /** @description POST /v1/proposals/{id}/attachments: multipart/form-data with one part `file` (its filename is the name; an optional field `path` before it keeps the folder it came from). One file a request; `Idempotency-Key` makes a retry answer the same attachment */
            201: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedAttachment"];
                };
            };
        };
    };
    getProposalsByIdBundle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The decision bundle, the same bytes as long as nothing is added */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
        };
    };
    getProposalsByIdDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was decided, when, by whom: what the system that asked for the decision writes back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionRecord"];
                };
            };
        };
    };
    putProposalsByIdDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveDraftBody"];
            };
        };
        responses: {
            /** @description What a draft is at after it was saved */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedDraft"];
                };
            };
        };
    };
    getProposalsByIdEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GET /v1/proposals/{id}/events: the chain as stored. hash = sha256(bytes of prevHash (none for the first) + UTF-8 of body) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventChain"];
                };
            };
        };
    };
    getProposalsByIdStampedPdf: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag one has: then the answer may be 304 */
                "if-none-match"?: string;
                /** @description One range of bytes (RFC 9110 section 14): bytes=0-99 */
                range?: string;
            };
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 決裁文書PDF */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description A part of it: 決裁文書PDF */
            206: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description The same as the one of If-None-Match */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postReceipts: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: components["schemas"]["Article"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReceiptBody"];
            };
        };
        responses: {
            /** @description A registration that was begun */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunReceipt"];
                };
            };
            /** @description A registration that was begun */
            201: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunReceipt"];
                };
            };
        };
    };
    getReceiptsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A 収受文書 as its reader may see it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptView"];
                };
            };
        };
    };
    putReceiptsByIdDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveReceiptBody"];
            };
        };
        responses: {
            /** @description What it is at after it was saved */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReceipt"];
                };
            };
        };
    };
    postReceiptsByIdFiles: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: components["schemas"]["Article"];
            };
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["OneFile"];
            };
        };
        responses: {
            /** @description POST /v1/receipts/{id}/files: multipart/form-data with one part `file`, before it is registered; `Idempotency-Key` makes a retry answer the same file */
            201: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArrivedFile"];
                };
            };
        };
    };
    getReceiptsByIdProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GET /v1/receipts/{id}/progress: how far it is, for the application that sent it. No words, no names */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptProgress"];
                };
            };
        };
    };
    postReceiptsByIdRegister: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterBody"];
            };
        };
        responses: {
            /** @description What a 収受文書 is at after an act */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDone"];
                };
            };
        };
    };
    getReference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GET /v1/reference: the lists a compose page chooses from */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reference"];
                };
            };
        };
    };
    getRevisionsByIdContent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag one has: then the answer may be 304 */
                "if-none-match"?: string;
                /** @description One range of bytes (RFC 9110 section 14): bytes=0-99 */
                range?: string;
            };
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file as it was given */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description A part of it: The file as it was given */
            206: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The same as the one of If-None-Match */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getSearch: {
        parameters: {
            query: {
                /** @description `next` of the answer before */
                after?: components["schemas"]["Name"];
                /** @description Code of the 決裁区分 */
                class?: string;
                /** @description 起案者, by id */
                drafter?: components["schemas"]["Code"];
                field?: "title" | "body" | "file" | "opinion" | "number" | "name";
                /** @description Id of the 簿冊 */
                folder?: string;
                /** @description What is looked for, as it is written: words between white space, each of which a case must have anywhere (at most 8); "…" keeps words together; 件名: 伺い文: 添付: 意見: 番号: 氏名: before a word looks there only. 全角/半角, かな/カナ, capitals, 旧字体 and 異体字 are alike; white space and line ends inside words count for nothing */
                q: components["schemas"]["Article"];
                /** @description Code of the 課 it was drafted in */
                section?: components["schemas"]["Code"];
                status?: components["schemas"]["ProposalStatus"];
                /** @description 年度 (April to March) in which it was drafted */
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GET /v1/search: cases with the places where the words stand */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
        };
    };
    getSearchFacets: {
        parameters: {
            query: {
                /** @description Code of the 決裁区分 */
                class?: string;
                /** @description 起案者, by id */
                drafter?: components["schemas"]["Code"];
                field?: "title" | "body" | "file" | "opinion" | "number" | "name";
                /** @description Id of the 簿冊 */
                folder?: string;
                /** @description What is looked for, as it is written: words between white space, each of which a case must have anywhere (at most 8); "…" keeps words together; 件名: 伺い文: 添付: 意見: 番号: 氏名: before a word looks there only. 全角/半角, かな/カナ, capitals, 旧字体 and 異体字 are alike; white space and line ends inside words count for nothing */
                q: components["schemas"]["Article"];
                /** @description Code of the 課 it was drafted in */
                section?: components["schemas"]["Code"];
                status?: components["schemas"]["ProposalStatus"];
                /** @description 年度 (April to March) in which it was drafted */
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GET /v1/search/facets: how many cases there are, and what they can be narrowed down to; the most frequent first, the newest year first. Counted over what the reader may open and nothing else */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchFacets"];
                };
            };
        };
    };
    getTransferPackagesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far a 移管パッケージ is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackageState"];
                };
            };
        };
    };
    getTransferPackagesByIdZip: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag one has: then the answer may be 304 */
                "if-none-match"?: string;
                /** @description One range of bytes (RFC 9110 section 14): bytes=0-99 */
                range?: string;
            };
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The package, a bag (RFC 8493) in a zip */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description A part of it: The package, a bag (RFC 8493) in a zip */
            206: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description The same as the one of If-None-Match */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postTransferReceipts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferReceiptBody"];
            };
        };
        responses: {
            /** @description To how many 簿冊 it was done */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExpiryDone"];
                };
            };
        };
    };
    postUploads: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of tus: 1.0.0 */
                "tus-resumable"?: string;
                /** @description The size of the file in bytes */
                "upload-length"?: string;
                /** @description Names and base64 values as tus writes them: `proposalId`, `filename`, and if wanted `key` (a second upload of one key becomes the same attachment) */
                "upload-metadata"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begun: Location, Upload-Expires */
            201: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getUploadsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The last part of Location */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description POST /v1/proposals/{id}/attachments: multipart/form-data with one part `file` (its filename is the name; an optional field `path` before it keeps the folder it came from). One file a request; `Idempotency-Key` makes a retry answer the same attachment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedAttachment"];
                };
            };
        };
    };
    deleteUploadsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of tus: 1.0.0 */
                "tus-resumable"?: string;
            };
            path: {
                /** @description The last part of Location */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patchUploadsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of tus: 1.0.0 */
                "tus-resumable"?: string;
                /** @description Where these bytes begin: what HEAD said */
                "upload-offset"?: string;
            };
            path: {
                /** @description The last part of Location */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept up to Upload-Offset */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getWebhooks: {
        parameters: {
            query?: {
                /** @description Of this application; for システム管理者 */
                clientId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Endpoints, the oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
        };
    };
    postWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookBody"];
            };
        };
        responses: {
            /** @description An endpoint with its new key */
            201: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
        };
    };
    getWebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An endpoint of an application */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
        };
    };
    deleteWebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patchWebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeWebhookBody"];
            };
        };
        responses: {
            /** @description An endpoint of an application */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
        };
    };
    getWebhooksByIdDeliveries: {
        parameters: {
            query?: {
                /** @description `next` of the last answer */
                after?: components["schemas"]["Name"];
                state?: "waiting" | "delivered" | "dead" | "dropped";
            };
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The log of an endpoint, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
        };
    };
    postWebhooksByIdPing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of a test event */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PingResult"];
                };
            };
        };
    };
    postWebhooksByIdRedeliver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeliverBody"];
            };
        };
        responses: {
            /** @description What is sent once more waits now */
            202: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redelivered"];
                };
            };
        };
    };
    postWebhooksByIdRedeliverPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeliveryPreviewBody"];
            };
        };
        responses: {
            /** @description What sending everything since an instant would send */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedeliveryPreview"];
                };
            };
        };
    };
    postWebhooksByIdRotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID in lower case */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateSecretBody"];
            };
        };
        responses: {
            /** @description An endpoint with its new key */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
        };
    };
}

/** Every code a refusal can have today; new ones come at any time. */
export type KnownCode =
  | 'absence_backwards'
  | 'absence_begun'
  | 'absence_not_yours'
  | 'absence_over'
  | 'absence_overlaps'
  | 'absence_past'
  | 'absence_reason_missing'
  | 'account_conflict'
  | 'acting_holder_present'
  | 'acting_not_for_this_role'
  | 'acting_not_in_order'
  | 'acting_order_changed'
  | 'acting_order_itself'
  | 'acting_order_no_decider'
  | 'acting_order_not_yours'
  | 'acting_order_nowhere'
  | 'acting_order_past'
  | 'acting_order_place_twice'
  | 'acting_order_place_unknown'
  | 'acting_order_position_unknown'
  | 'acting_other_first'
  | 'acting_post_vacant'
  | 'acting_reserved'
  | 'acting_self_absent'
  | 'already_acted'
  | 'already_collated'
  | 'already_completed'
  | 'already_sent'
  | 'application_changed'
  | 'application_disabled'
  | 'application_known'
  | 'application_matter'
  | 'application_matter_unknown'
  | 'application_may_not_act'
  | 'application_may_not_provision'
  | 'application_name_taken'
  | 'application_not_here'
  | 'application_of_trial'
  | 'application_reason_missing'
  | 'application_role_missing'
  | 'application_unknown'
  | 'applications_not_yours'
  | 'archivist_reads_only'
  | 'auditor_reads_only'
  | 'bad_cursor'
  | 'bad_request'
  | 'being_edited'
  | 'block_of_own_book'
  | 'body_book_not_yours'
  | 'bundle_too_large'
  | 'calendar_changed'
  | 'calendar_day_past'
  | 'calendar_day_twice'
  | 'calendar_day_unknown'
  | 'calendar_not_yours'
  | 'calendar_without_body'
  | 'case_disposed'
  | 'class_code'
  | 'class_ended'
  | 'class_has_folders'
  | 'class_known'
  | 'class_name_taken'
  | 'class_not_yours'
  | 'class_too_deep'
  | 'class_unchanged'
  | 'class_unknown'
  | 'collator_made_copy'
  | 'csrf'
  | 'cursor_of_another_database'
  | 'day_out_of_range'
  | 'decider_not_reassignable'
  | 'decider_would_draft'
  | 'directory_appointment_ahead'
  | 'directory_appointment_unknown'
  | 'directory_files_missing'
  | 'directory_not_in_cp932'
  | 'directory_not_yours'
  | 'directory_person_known'
  | 'directory_person_unknown'
  | 'directory_person_without_post'
  | 'directory_unit_known'
  | 'directory_unit_unknown'
  | 'disclosure_case_chosen_already'
  | 'disclosure_case_undecided'
  | 'disclosure_cases_chosen'
  | 'disclosure_class_not_yours'
  | 'disclosure_class_same'
  | 'disclosure_class_undecided'
  | 'disclosure_class_unknown'
  | 'disclosure_day_ahead'
  | 'disclosure_decided_already'
  | 'disclosure_draft_stale'
  | 'disclosure_extended_already'
  | 'disclosure_files_open'
  | 'disclosure_ground_missing'
  | 'disclosure_ground_unknown'
  | 'disclosure_no_pages'
  | 'disclosure_no_question'
  | 'disclosure_not_chosen'
  | 'disclosure_not_yours'
  | 'disclosure_nothing_to_hand_out'
  | 'disclosure_taken_already'
  | 'disclosure_term_over'
  | 'disclosure_undecided'
  | 'disclosure_until_wrong'
  | 'disclosure_words_missing'
  | 'disclosure_wrong_status'
  | 'document_is_sealed'
  | 'document_is_sent'
  | 'document_not_ready'
  | 'document_not_sealed'
  | 'drafter_may_not_approve'
  | 'drafter_may_not_decide'
  | 'drafter_seated'
  | 'edit_conflict'
  | 'edit_effect_missing'
  | 'edit_refused'
  | 'edit_unchanged'
  | 'effective_day_past'
  | 'empty_file'
  | 'events_for_applications'
  | 'expiry_archivist_only'
  | 'expiry_asked_for'
  | 'expiry_case_before'
  | 'expiry_case_undecided'
  | 'expiry_case_unknown'
  | 'expiry_cases_open'
  | 'expiry_changed'
  | 'expiry_day_wrong'
  | 'expiry_decided'
  | 'expiry_disposed'
  | 'expiry_folder_unknown'
  | 'expiry_held'
  | 'expiry_merged'
  | 'expiry_no_end'
  | 'expiry_not_appraised'
  | 'expiry_not_decided'
  | 'expiry_not_over'
  | 'expiry_not_published'
  | 'expiry_not_yours'
  | 'expiry_otherwise'
  | 'expiry_paper_missing'
  | 'expiry_paper_none'
  | 'expiry_published'
  | 'expiry_too_early'
  | 'expiry_waiting'
  | 'file_missing'
  | 'file_too_large'
  | 'files_fixed'
  | 'files_not_yours'
  | 'folder_case_elsewhere'
  | 'folder_changed'
  | 'folder_class_unknown'
  | 'folder_disposed'
  | 'folder_extension'
  | 'folder_held'
  | 'folder_held_together'
  | 'folder_in_constant_use'
  | 'folder_manager_only'
  | 'folder_merged'
  | 'folder_not_held'
  | 'folder_not_in_use'
  | 'folder_not_yours'
  | 'folder_other_year'
  | 'folder_reason_missing'
  | 'folder_retention_unknown'
  | 'folder_same'
  | 'folder_target_unknown'
  | 'folder_transferred'
  | 'folder_unchanged'
  | 'folder_use_ends_ahead'
  | 'held'
  | 'idempotency_in_flight'
  | 'idempotency_key_missing'
  | 'idempotency_key_reused'
  | 'import_applied'
  | 'import_has_errors'
  | 'import_stale'
  | 'incomplete'
  | 'internal'
  | 'invalid_token'
  | 'issue_before_decision'
  | 'kind_changed'
  | 'lease_gone'
  | 'legacy_not_ready'
  | 'login_ambiguous'
  | 'logout_token_refused'
  | 'manifest_changed'
  | 'months_backwards'
  | 'months_too_many'
  | 'must_restart'
  | 'name_missing'
  | 'name_too_long'
  | 'next_has_acted'
  | 'next_has_opened'
  | 'no_appointment'
  | 'no_earlier_revision'
  | 'no_edit_to_judge'
  | 'no_open_objection'
  | 'no_paper'
  | 'no_post'
  | 'no_post_review'
  | 'no_question_to_you'
  | 'no_such_document'
  | 'no_such_earlier_step'
  | 'no_such_number'
  | 'no_such_seal'
  | 'nobody_named'
  | 'nobody_to_confirm'
  | 'not_a_day'
  | 'not_allowed'
  | 'not_an_instant'
  | 'not_collated'
  | 'not_concerned'
  | 'not_decided'
  | 'not_decided_yet'
  | 'not_drafter'
  | 'not_edited_here'
  | 'not_edited_on_office_server'
  | 'not_ended'
  | 'not_found'
  | 'not_issued_yet'
  | 'not_number_keeper'
  | 'not_of_group'
  | 'not_of_section'
  | 'not_seal_keeper'
  | 'not_secret'
  | 'not_shown_to_you'
  | 'not_signed_in'
  | 'not_your_capacity'
  | 'not_your_turn'
  | 'note_not_yours'
  | 'note_not_yours_to_settle'
  | 'note_nowhere'
  | 'nothing_changed'
  | 'nothing_failed'
  | 'nothing_held'
  | 'nothing_sent'
  | 'nothing_to_pass'
  | 'nothing_to_pull_up'
  | 'nothing_to_take_back'
  | 'number_before_decision'
  | 'number_block_closed'
  | 'number_block_unusable'
  | 'number_format_past'
  | 'number_format_wrong'
  | 'number_formats_not_yours'
  | 'number_given'
  | 'number_kind_exists'
  | 'number_missing'
  | 'objection_unanswered'
  | 'objector_missing'
  | 'office_server_unreachable'
  | 'officer_missing'
  | 'officer_unknown'
  | 'officer_without_post'
  | 'origin_not_found'
  | 'other_case'
  | 'other_files'
  | 'paper_count_below_zero'
  | 'paper_count_nothing'
  | 'paper_month_ahead'
  | 'paper_not_checked'
  | 'paper_not_yours'
  | 'pass_reads_only'
  | 'pdf_not_ready'
  | 'person_not_found'
  | 'position_above_unknown'
  | 'position_decider_off_line'
  | 'position_known'
  | 'position_name_taken'
  | 'position_not_yours'
  | 'post_not_found'
  | 'precondition_failed'
  | 'precondition_required'
  | 'print_failed'
  | 'print_gone'
  | 'print_not_ready'
  | 'print_nothing'
  | 'print_nowhere'
  | 'print_reason_missing'
  | 'provider_unavailable'
  | 'pull_up_cannot_skip'
  | 'pull_up_not_urgent'
  | 'purpose_missing'
  | 'reason_missing'
  | 'receipt_day_ahead'
  | 'receipt_folder_unknown'
  | 'receipt_has_case'
  | 'receipt_incomplete'
  | 'receipt_nobody_asked'
  | 'receipt_not_circulating'
  | 'receipt_not_shown_to_you'
  | 'receipt_not_yours'
  | 'receipt_nothing_changed'
  | 'receipt_numbers_not_reserved'
  | 'receipt_reason_missing'
  | 'receipt_registered'
  | 'receipt_same_section'
  | 'receipt_secret_unnamed'
  | 'receipt_wrong_status'
  | 'received_untrue'
  | 'records_manager_only'
  | 'return_asked'
  | 'revision_not_ready'
  | 'role_day_past'
  | 'role_held'
  | 'role_incompatible'
  | 'role_last_administrator'
  | 'role_not_held'
  | 'role_not_yours'
  | 'role_own'
  | 'role_person_unknown'
  | 'route_change_unlawful'
  | 'rule_day_past'
  | 'rule_draft_changed'
  | 'rule_has_errors'
  | 'rule_not_ahead'
  | 'rule_reason_missing'
  | 'same_person_again'
  | 'scim_changed'
  | 'scim_day_past'
  | 'scim_filter'
  | 'scim_folders_left'
  | 'scim_login_kept'
  | 'scim_no_target'
  | 'scim_not_found'
  | 'scim_path'
  | 'scim_posts_missing'
  | 'scim_programs_only'
  | 'scim_read_only'
  | 'scim_rows'
  | 'scim_syntax'
  | 'scim_taken'
  | 'scim_unit_held'
  | 'scim_value'
  | 'seal_code_known'
  | 'seal_day_past'
  | 'seal_ended'
  | 'seal_keeper_unknown'
  | 'seal_name_taken'
  | 'sealing_differs'
  | 'seals_not_yours'
  | 'search_empty'
  | 'search_name_taken'
  | 'search_too_many'
  | 'secret_not_listed'
  | 'section_not_yours'
  | 'sign_in_refused'
  | 'sign_in_stale'
  | 'sign_in_too_old'
  | 'sign_ins_not_yours'
  | 'signing_failed'
  | 'signing_not_set_up'
  | 'stamped_pdf_failed'
  | 'stamped_pdf_not_ready'
  | 'step_already_settled'
  | 'text_missing'
  | 'too_large'
  | 'too_many_requests'
  | 'transfer_cases_closed'
  | 'transfer_changed'
  | 'transfer_day_wrong'
  | 'transfer_failed'
  | 'transfer_gone'
  | 'transfer_hash_wrong'
  | 'transfer_not_packaged'
  | 'transfer_not_ready'
  | 'transfer_not_received'
  | 'transfer_otherwise'
  | 'transfer_receipt_blank'
  | 'transfer_received'
  | 'transfer_running'
  | 'trial_case'
  | 'unavailable'
  | 'undecided'
  | 'unit_not_found'
  | 'unknown_number_kind'
  | 'unknown_person'
  | 'unstorable_text'
  | 'upload_broken_off'
  | 'upload_incomplete'
  | 'upload_offset'
  | 'upload_over'
  | 'upload_plan'
  | 'version_changed'
  | 'webhook_application_unknown'
  | 'webhook_not_redeliverable'
  | 'webhook_too_many'
  | 'webhook_type_unknown'
  | 'webhook_url_refused'
  | 'webhooks_not_yours'
  | 'wrong_address'
  | 'wrong_role'
  | 'wrong_status'
  | 'zip_bomb'
