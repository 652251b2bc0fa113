-- The workbench: sensitive work, questions to the requester, examples in guides.

alter table projects add column sensitivity text not null default '{}';

-- What a person agreed to see, kind by kind.
create table consents (
  user_id uuid not null references users (id),
  kind text not null,
  given_at bigint not null,
  withdrawn_at bigint,
  primary key (user_id, kind)
);

-- How long a person was at sensitive work: on the last such day, and since their last break. Nothing but breaks is made of it.
create table exposures (
  user_id uuid primary key references users (id),
  day bigint not null,
  day_us bigint not null,
  stretch_us bigint not null,
  last_at bigint not null
);

-- What workers ask about tasks. An answer is for everybody in the project or for whoever asked.
create table questions (
  project_id uuid not null references projects (id),
  id uuid primary key,
  task_id uuid not null,
  assignment_id uuid not null,
  user_id uuid not null,
  text text not null,
  clause text,
  guide_version bigint not null,
  asked_at bigint not null,
  answer text,
  for_everyone bigint not null,
  answered_by uuid,
  answered_at bigint,
  -- When whoever asked has seen the answer.
  seen_at bigint
);
create index questions_of_project on questions (project_id, id);
create index questions_unanswered on questions (project_id, id) where answered_at is null;
create index questions_for_everyone on questions (project_id, id) where for_everyone = 1;
create index questions_of_user on questions (user_id, id);
create index questions_unseen on questions (user_id, project_id) where answered_at is not null and seen_at is null;

-- Examples beside a guide: a text or a file, whether it is good or bad, and why.
create table examples (
  project_id uuid not null references projects (id),
  id uuid primary key,
  verdict text not null check (verdict in ('good', 'bad')),
  text text,
  media_id uuid,
  why text not null,
  clause text,
  created_by uuid not null,
  created_at bigint not null
);
create index examples_of_project on examples (project_id, id);
