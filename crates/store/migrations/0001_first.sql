-- One text for SQLite and PostgreSQL. Ids are UUIDs made in Rust, times are microseconds, money is minor units, JSON is
-- text that SQL never looks into, yes and no are 1 and 0. Keys and hot statements of a project's data name project_id.

create table users (
  id uuid primary key,
  email text not null unique,
  password_hash text not null,
  display_name text not null,
  locale text not null,
  settings text not null,
  is_operator bigint not null,
  adult_verified_at bigint,
  suspended_at bigint,
  created_at bigint not null
);

create table sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  user_id uuid not null references users (id),
  created_at bigint not null,
  expires_at bigint not null
);
create index sessions_of_user on sessions (user_id);

create table tokens (
  id uuid primary key,
  token_hash bytea not null unique,
  user_id uuid not null references users (id),
  name text not null,
  created_at bigint not null,
  last_used_at bigint,
  revoked_at bigint
);
create index tokens_of_user on tokens (user_id, id);

create table organizations (
  id uuid primary key,
  name text not null,
  created_at bigint not null
);

create table members (
  organization_id uuid not null references organizations (id),
  user_id uuid not null references users (id),
  role text not null check (role in ('owner', 'manager', 'viewer')),
  added_at bigint not null,
  primary key (organization_id, user_id)
);
create index members_by_user on members (user_id, organization_id);

create table projects (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  name text not null,
  description text not null,
  interface_xml text not null,
  state text not null check (state in ('draft', 'open', 'paused', 'closed')),
  pause_reason text,
  version bigint not null,
  reward_minor bigint not null,
  inspection_reward_minor bigint not null,
  fee_percent bigint not null,
  answers_per_task bigint not null,
  inspect_percent bigint not null,
  max_rounds bigint not null,
  work_audience text not null,
  inspect_audience text not null,
  exam_size bigint not null,
  exam_pass_percent bigint not null,
  lease_seconds bigint not null,
  return_seconds bigint not null,
  accept_seconds bigint not null,
  budget_minor bigint not null,
  deadline bigint,
  adult bigint not null,
  language text not null,
  guide_version bigint not null,
  next_position bigint not null,
  created_at bigint not null,
  opened_at bigint,
  closed_at bigint
);
create index projects_of_organization on projects (organization_id, id);
create index projects_open on projects (id) where state = 'open';

create table guides (
  project_id uuid not null references projects (id),
  version bigint not null,
  markdown text not null,
  created_by uuid,
  created_at bigint not null,
  primary key (project_id, version)
);

create table imports (
  id uuid primary key,
  project_id uuid not null references projects (id),
  file_name text not null,
  format text not null,
  on_error text not null check (on_error in ('skip', 'refuse')),
  options text not null,
  state text not null check (state in ('checking', 'writing', 'done', 'refused', 'failed')),
  bytes bigint not null,
  rows_read bigint not null,
  rows_added bigint not null,
  rows_duplicate bigint not null,
  rows_bad bigint not null,
  reason text,
  created_by uuid not null,
  created_at bigint not null,
  finished_at bigint
);
create index imports_of_project on imports (project_id, id);
create index imports_unfinished on imports (id) where state in ('checking', 'writing');

create table import_problems (
  import_id uuid not null references imports (id),
  number bigint not null,
  line bigint not null,
  field text,
  code text not null,
  message text not null,
  primary key (import_id, number)
);

create table media (
  id uuid primary key,
  project_id uuid not null references projects (id),
  sha256 bytea not null,
  file_name text not null,
  content_type text not null,
  bytes bigint not null,
  width bigint,
  height bigint,
  created_at bigint not null,
  unique (project_id, sha256)
);

-- A task has answers_per_task places: open + live + submitted + accepted, until it is closed early.
create table tasks (
  project_id uuid not null references projects (id),
  id uuid not null,
  position bigint not null,
  -- The order of handing out. A column of its own, so that no planner serves a claim from an index that also holds
  -- what is done and given out.
  queue_position bigint generated always as (position) stored,
  row_key bytea not null,
  external_id text,
  state text not null check (state in ('queued', 'in_work', 'in_review', 'done', 'unusable', 'voided')),
  open bigint not null check (open >= 0),
  live bigint not null check (live >= 0),
  submitted bigint not null check (submitted >= 0),
  accepted bigint not null check (accepted >= 0),
  data text not null,
  predictions text,
  gold text,
  import_id uuid,
  created_at bigint not null,
  primary key (project_id, id),
  unique (project_id, row_key)
);
-- Only tasks with a free place are in this index: what is done or given out costs a claim nothing.
create index tasks_open on tasks (project_id, queue_position) where open > 0;
create unique index tasks_by_position on tasks (project_id, position);
create index tasks_by_state on tasks (project_id, state, position);
create index tasks_gold on tasks (project_id, position) where gold is not null;

-- One worker's turn at one task in one role. For inspections subject_id is the assignment that is inspected and
-- subject_round its round; for work they are the nil id and 0, so that one unique key says all of
-- "never two answers by one worker" and "never the same inspection twice by one inspector".
create table assignments (
  project_id uuid not null references projects (id),
  id uuid primary key,
  task_id uuid not null,
  worker_id uuid not null,
  role text not null check (role in ('work', 'inspect', 'adjudicate')),
  subject_id uuid not null,
  subject_round bigint not null,
  state text not null check (state in ('active', 'submitted', 'accepted', 'returned', 'refused', 'appealed', 'upheld', 'skipped', 'expired', 'released')),
  round bigint not null,
  guide_version bigint not null,
  reward_minor bigint not null,
  fee_minor bigint not null,
  sampled bigint not null,
  inspection_open bigint not null,
  reward_hold_id uuid not null,
  fee_hold_id uuid,
  reserve_hold_id uuid,
  reserve_minor bigint not null,
  issued_at bigint not null,
  leased_until bigint not null,
  submitted_at bigint,
  accept_at bigint,
  decided_at bigint,
  answer_kind text,
  active_ms bigint not null,
  foreign key (project_id, task_id) references tasks (project_id, id),
  unique (project_id, worker_id, task_id, role, subject_id, subject_round)
);
create index assignments_of_worker on assignments (worker_id, id);
create index assignments_live on assignments (worker_id, project_id, id) where state in ('active', 'returned');
create index assignments_of_task on assignments (project_id, task_id);
create index assignments_to_inspect on assignments (project_id, submitted_at, id) where inspection_open = 1;
create index assignments_lease on assignments (leased_until) where state in ('active', 'returned');
create index assignments_accept on assignments (accept_at) where state = 'submitted' and accept_at is not null;
-- At most one inspection of an answer's round is under way or done.
create unique index assignments_one_inspection on assignments (project_id, subject_id, subject_round)
  where role = 'inspect' and state in ('active', 'accepted');
create index assignments_appealed on assignments (id) where state = 'appealed';

create table answers (
  project_id uuid not null,
  assignment_id uuid not null references assignments (id),
  round bigint not null,
  kind text not null check (kind in ('regions', 'unusable')),
  regions text not null,
  reason text,
  active_ms bigint not null,
  submitted_at bigint not null,
  primary key (assignment_id, round)
);

create table drafts (
  assignment_id uuid primary key references assignments (id),
  regions text not null,
  active_ms bigint not null,
  saved_at bigint not null
);

create table verdicts (
  project_id uuid not null,
  id uuid primary key,
  assignment_id uuid not null references assignments (id),
  round bigint not null,
  inspection_id uuid not null references assignments (id),
  inspector_id uuid not null,
  verdict text not null check (verdict in ('pass', 'fix', 'return', 'refuse', 'unusable')),
  reason text,
  clause text,
  note text,
  region_id text,
  area text,
  regions text,
  created_at bigint not null,
  unique (assignment_id, round)
);

create table appeals (
  assignment_id uuid primary key references assignments (id),
  project_id uuid not null,
  text text not null,
  appealed_at bigint not null,
  decision text check (decision in ('accept', 'uphold')),
  note text,
  decided_at bigint
);

create table results (
  project_id uuid not null,
  task_id uuid not null,
  assignment_id uuid,
  kind text not null,
  regions text not null,
  source text not null check (source in ('inspected', 'agreed', 'single')),
  confidence double precision,
  decided_at bigint not null,
  primary key (project_id, task_id)
);

create table seats (
  project_id uuid not null references projects (id),
  user_id uuid not null references users (id),
  role text not null check (role in ('work', 'inspect')),
  id uuid not null unique,
  state text not null check (state in ('invited', 'passed', 'failed')),
  score_percent bigint,
  retry_at bigint,
  created_at bigint not null,
  primary key (project_id, user_id, role)
);
create index seats_by_id on seats (project_id, id);

create table exams (
  id uuid primary key,
  project_id uuid not null references projects (id),
  user_id uuid not null references users (id),
  role text not null,
  task_ids text not null,
  created_at bigint not null,
  finished_at bigint,
  score_percent bigint
);
create index exams_of_user on exams (project_id, user_id, role);

-- Where a worker stands in a project's queue of tasks.
create table cursors (
  project_id uuid not null,
  worker_id uuid not null,
  position bigint not null,
  primary key (project_id, worker_id)
);

create table accounts (
  id uuid primary key,
  kind text not null,
  owner_id uuid,
  debits_pending bigint not null,
  debits_posted bigint not null,
  credits_pending bigint not null,
  credits_posted bigint not null
);
create index accounts_by_kind on accounts (kind, id);

-- Double entry: a transfer is both of its legs, so an imbalance can not be written down. Never updated, never deleted.
create table transfers (
  id uuid primary key,
  kind text not null check (kind in ('posted', 'pending', 'post', 'void')),
  debit_id uuid not null,
  credit_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  pending_id uuid,
  code text not null,
  project_id uuid,
  assignment_id uuid,
  note text,
  created_by uuid,
  created_at bigint not null
);
-- A promise ends at most once.
create unique index transfers_end on transfers (pending_id) where pending_id is not null;
create index transfers_by_debit on transfers (debit_id, id);
create index transfers_by_credit on transfers (credit_id, id);

create table project_tallies (
  project_id uuid primary key,
  tasks_total bigint not null, tasks_queued bigint not null, tasks_in_work bigint not null,
  tasks_in_review bigint not null, tasks_done bigint not null, tasks_unusable bigint not null,
  tasks_voided bigint not null, answers_submitted bigint not null, answers_accepted bigint not null,
  answers_returned bigint not null, answers_refused bigint not null, answers_in_review bigint not null,
  spent_minor bigint not null, earned_minor bigint not null, active_ms bigint not null
);

create table project_hours (
  project_id uuid not null,
  hour bigint not null,
  answers bigint not null,
  primary key (project_id, hour)
);

create table participations (
  project_id uuid not null,
  user_id uuid not null,
  answers bigint not null, inspections bigint not null, accepted bigint not null, returned bigint not null,
  refused bigint not null, earned_minor bigint not null, pending_minor bigint not null, active_ms bigint not null,
  last_at bigint not null,
  primary key (project_id, user_id)
);
create index participations_of_user on participations (user_id, project_id);

create table work_days (
  user_id uuid not null,
  day bigint not null,
  project_id uuid not null,
  answers bigint not null, inspections bigint not null, earned_minor bigint not null, active_ms bigint not null,
  primary key (user_id, day, project_id)
);
create index work_days_by_day on work_days (day, user_id);

create table events (
  id uuid primary key,
  at bigint not null,
  kind text not null,
  actor_id uuid,
  project_id uuid,
  subject_kind text not null,
  subject_id uuid not null,
  data text not null
);
create index events_of_project on events (project_id, id);
create index events_of_actor on events (actor_id, id);
create index events_of_subject on events (subject_id, id);

create table idempotency_keys (
  principal_id uuid not null,
  key text not null,
  request_hash bytea not null,
  reply text not null,
  created_at bigint not null,
  primary key (principal_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
