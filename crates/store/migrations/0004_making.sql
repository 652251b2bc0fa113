-- What people make: files of cameras and recorders, what was given before, conversations with a model.

-- A file that a worker made for one control of one assignment, with what was measured of it. Only files that stand here
-- may stand in the answer.
create table made_files (
  project_id uuid not null references projects (id),
  assignment_id uuid not null references assignments (id),
  media_id uuid not null references media (id),
  control text not null,
  -- JSON of what was measured, by kind: photo, video, recording.
  facts text not null,
  -- 64-bit perceptual hash of a photo.
  picture_hash bigint,
  created_at bigint not null,
  primary key (assignment_id, control, media_id)
);
create index made_files_of_project on made_files (project_id, assignment_id, media_id);

-- What was handed in and may not be handed in again: texts and pictures, per control of a project.
create table fingerprints (
  project_id uuid not null references projects (id),
  id uuid primary key,
  assignment_id uuid not null references assignments (id),
  control text not null,
  kind text not null check (kind in ('text', 'picture')),
  -- SHA-256 of the text in its one form, or of the file.
  exact bytea not null,
  -- What tells how alike two are: 64 MinHash values of 4 bytes, or a hash of 8 bytes. Empty for short texts.
  near bytea not null,
  created_at bigint not null
);
-- The same thing twice is refused even by two servers at once.
create unique index fingerprints_exact on fingerprints (project_id, control, kind, exact);
create index fingerprints_of_assignment on fingerprints (assignment_id);

-- Two that are alike share one of these at least.
create table fingerprint_bands (
  project_id uuid not null,
  control text not null,
  band bigint not null,
  fingerprint_id uuid not null references fingerprints (id),
  primary key (project_id, control, band, fingerprint_id)
);
create index fingerprint_bands_of on fingerprint_bands (fingerprint_id);

-- The model that a project's workers talk to. The key is sealed with the server's secret and is in no reply.
create table project_models (
  project_id uuid primary key references projects (id),
  base_url text not null,
  model text not null,
  instructions text not null,
  sealed_key bytea,
  max_calls bigint not null check (max_calls > 0),
  timeout_seconds bigint not null check (timeout_seconds > 0),
  changed_by uuid not null,
  changed_at bigint not null
);

-- One call of the model for one assignment: the budget is counted here, and what the model said can be proved.
create table model_calls (
  project_id uuid not null,
  assignment_id uuid not null references assignments (id),
  number bigint not null,
  state text not null check (state in ('running', 'answered', 'failed')),
  reply text,
  started_at bigint not null,
  finished_at bigint,
  primary key (assignment_id, number)
);
