import type { SpanRefusal } from './measured-span.ts'
import type { NoteRefusal } from './notes.ts'
import type { PaperRefusal } from './paper-decisions.ts'
import type { PrintRefusal } from './prints.ts'
import type { SavedSearchRefusal } from './saved-searches.ts'
import type { SearchRefusal } from './search.ts'
import type { NameRefusal } from '../domain/files/file-name.ts'
import type { AbsenceProblem } from './absences.ts'
import type { CallerRefusal } from './application-caller.ts'
import type { FolderProblem } from './change-folder.ts'
import type { ExpiryProblem } from './at-expiry.ts'
import type { LegacyUploadProblem } from './legacy-uploads.ts'
import type { PackageProblem } from './transfer-packages.ts'
import type { DisposedRefusal } from './readable-revision.ts'
import type { ClassificationProblem } from './classifications.ts'
import type { ActingOrderProblem } from './acting-orders.ts'
import type { CompareRefusal } from './compare-revisions.ts'
import type { ActRefusal } from './commit-act.ts'
import type { SignRefusal } from './sign-document.ts'
import type { CreateRefusal } from './create-proposal.ts'
import type { DirectoryChangeProblem } from './change-directory.ts'
import type { EditRefusal } from './edit-files.ts'
import type { EditingRefusal } from './editing-refusal.ts'
import type { BundleRefusal } from './decision-bundle.ts'
import type { StampedRefusal } from './open-stamped-pdf.ts'
import type { NotThere } from './page-texts.ts'
import type { ScimRefusal } from '../scim/refusals.ts'
import type { PurposeRefusal } from './reading-purpose.ts'
import type { RedraftRefusal } from './redraft-proposal.ts'
import type { ReorderRefusal } from './reorder-attachments.ts'
import type { PositionProblem } from './positions.ts'
import type { SealProblem } from './seals.ts'
import type { RegistrationProblem } from './registrations.ts'
import type { RoleProblem } from './roles.ts'
import type { RuleProblem } from './rule-versions.ts'
import type { FileRefusal } from './store-file.ts'
import type { EventsRefusal } from './read-events.ts'
import type { WebhookRefusal } from './webhooks.ts'
import type { UploadRefusal } from './finish-upload.ts'
import type { ClassProblem } from './disclosure-class.ts'
import type { DisclosureProblem } from './disclosure-deps.ts'
import type { ReceiptProblem } from './receipt-deps.ts'
import type { NumberProblem } from './number-words.ts'
import type { WorkCalendarProblem } from './work-calendar.ts'

/** Every refusal a use case answers. */
export type AnyRefusal =
  | ActRefusal
  | SignRefusal
  | CreateRefusal
  | RedraftRefusal
  | AbsenceProblem
  | ActingOrderProblem
  | DirectoryChangeProblem
  | WorkCalendarProblem
  | RoleProblem
  | PositionProblem
  | SealProblem
  | RuleProblem
  | EditRefusal
  | EditingRefusal
  | ReorderRefusal
  | NameRefusal
  | FileRefusal
  | UploadRefusal
  | NoteRefusal
  | CompareRefusal
  | PrintRefusal
  | SpanRefusal
  | PaperRefusal
  | SearchRefusal
  | SavedSearchRefusal
  | StampedRefusal
  | BundleRefusal
  | NotThere
  | PurposeRefusal
  | CallerRefusal
  | EventsRefusal
  | WebhookRefusal
  | RegistrationProblem
  | ScimRefusal
  | FolderProblem
  | ExpiryProblem
  | PackageProblem
  | LegacyUploadProblem
  | DisposedRefusal
  | ClassificationProblem
  | ReceiptProblem
  | DisclosureProblem
  | ClassProblem
  | NumberProblem
  | { readonly code: 'bad_cursor' }
