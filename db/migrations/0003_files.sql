-- Files by content. A blob is stored once, whatever it is called; a revision says who brought it where.

create table blob (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null,
  stored_at timestamptz not null
);

create table attachment (
  id uuid primary key,
  proposal_id uuid not null references proposal (id),
  -- Order in the book, from 0; gaps are allowed.
  place integer not null,
  -- As the drafter's file was called, never normalised.
  name text not null,
  current_revision uuid not null,
  removed_at timestamptz,
  -- What the client called this upload, so that a retry stores nothing twice.
  client_key text,
  created_at timestamptz not null,
  unique (proposal_id, client_key)
);
create index attachment_proposal on attachment (proposal_id, place);

create table revision (
  id uuid primary key,
  attachment_id uuid not null references attachment (id) deferrable initially deferred,
  number integer not null,
  sha256 text not null references blob (sha256),
  -- What the content is, by content and not by name: contract FileKind.
  kind text not null,
  -- Anything the drafter should know (encrypted, macros, truncated …): contract FileWarning codes.
  warnings text[] not null default '{}',
  from_revision uuid references revision (id),
  made_by text not null references person (id),
  made_at timestamptz not null,
  unique (attachment_id, number)
);
create index revision_sha256 on revision (sha256);
alter table attachment add foreign key (current_revision) references revision (id) deferrable initially deferred;

-- One PDF for one content, made once for each version of the converter.
create table rendition (
  sha256 text not null references blob (sha256),
  kind text not null,
  converter text not null,
  status text not null default 'waiting' check (status in ('waiting','running','done','failed')),
  pdf_sha256 text references blob (sha256),
  page_count integer,
  -- Contract RenditionFailure code, and its detail for the log.
  failure text,
  attempts integer not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (sha256, kind, converter)
);

create table page (
  pdf_sha256 text not null references blob (sha256),
  -- From 0.
  page_index integer not null,
  -- Points (1/72 inch), after the page's own rotation.
  width_pt real not null,
  height_pt real not null,
  body text not null default '',
  -- Contract TextRun[] as JSON text, gzip.
  runs bytea,
  -- Small WebP, long side 64 px.
  placeholder bytea,
  primary key (pdf_sha256, page_index)
);

-- A ready picture of a page (first pages), WebP.
create table page_image (
  pdf_sha256 text not null references blob (sha256),
  page_index integer not null,
  width_px integer not null,
  webp bytea not null,
  primary key (pdf_sha256, page_index, width_px)
);

-- The one PDF of a decided proposal: cover sheet with seals, then all attachments.
create table stamped_pdf (
  proposal_id uuid primary key references proposal (id),
  status text not null default 'waiting' check (status in ('waiting','running','done','failed')),
  sha256 text references blob (sha256),
  failure text,
  finished_at timestamptz
);
