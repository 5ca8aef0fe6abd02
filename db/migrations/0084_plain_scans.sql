-- Pages that are nothing but one JPEG, flat: [page, offset, length, …], ascending; where the JPEG stands in the PDF, in bytes
-- (contract/book.ts). None for a rendition of before: its pages are drawn as ever.
alter table rendition add column scans integer[] not null default '{}';
