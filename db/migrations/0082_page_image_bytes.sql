-- The ready picture of a page is PNG or WebP (record 0022): its first bytes say which.
alter table page_image rename column webp to bytes;
