-- Of a large PDF the pieces that tell where its pages are (contract/book.ts), gzip; null for a small one.
alter table rendition add column skeleton bytea;
