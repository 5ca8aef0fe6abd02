-- What the pages of a content do not show (hidden sheets, comments, …): codes of usecases/file-sentences.ts, each with an
-- optional detail after a colon. Unlike revision.warnings they are found when the pages are made.
alter table rendition add column remarks text[] not null default '{}';
-- Headings and bookmarks of the PDF: contract OutlineEntry[].
alter table rendition add column outline jsonb not null default '[]';
