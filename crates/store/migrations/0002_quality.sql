-- The quality engine: known tasks in people's queues, tasks that get as many answers as they need, audits.

alter table projects add column quality text not null default '{}';
alter table projects add column rules text not null default '[]';

-- Somebody is to decide between people who disagree: 0 nobody, 1 wanted or under way.
alter table tasks add column deciding bigint not null default 0;
-- When the likeliest answer is the result if nobody has decided by then.
alter table tasks add column decide_at bigint;
-- For a known task: why its answer is right (shown in training), and whether it was given or has grown from answers.
alter table tasks add column gold_note text;
alter table tasks add column gold_source text;
-- How many tasks, and how many answers to inspect, a person was handed: what the draws of known ones go by.
alter table cursors add column turns bigint not null default 0;
alter table cursors add column inspect_turns bigint not null default 0;
create index tasks_to_decide on tasks (project_id, position) where deciding > 0;
create index tasks_decision_due on tasks (decide_at) where deciding > 0;

-- Why the worker was given the task: order, gold, training, audit. Only `order` takes a place.
alter table assignments add column purpose text not null default 'order';
-- What an answer says where answers can be counted: the chosen values. Null where they can only be compared.
alter table assignments add column answer_class text;
-- A full pass reads a project's answers task by task.
drop index assignments_of_task;
create index assignments_of_task on assignments (project_id, task_id, id);
-- Known tasks come back to those who gave them back, as all tasks do.
create index assignments_known_given_back on assignments (project_id, worker_id, role, id)
  where purpose in ('gold', 'training') and state in ('released', 'expired');
drop index assignments_one_inspection;
create unique index assignments_one_inspection on assignments (project_id, subject_id, subject_round)
  where role = 'inspect' and purpose = 'order' and state in ('active', 'accepted');
create unique index assignments_one_decision on assignments (project_id, task_id)
  where role = 'adjudicate' and purpose = 'order' and state in ('active', 'accepted');

-- The same with more sources, and the class of the result.
create table results_now (
  project_id uuid not null,
  task_id uuid not null,
  assignment_id uuid,
  kind text not null,
  regions text not null,
  source text not null check (source in ('inspected', 'agreed', 'single', 'inferred', 'adjudicated')),
  confidence double precision,
  class text,
  decided_at bigint not null,
  primary key (project_id, task_id)
);
insert into results_now (project_id, task_id, assignment_id, kind, regions, source, confidence, decided_at)
  select project_id, task_id, assignment_id, kind, regions, source, confidence, decided_at from results;
drop table results;
alter table results_now rename to results;
-- Tasks most in doubt first.
create index results_by_confidence on results (project_id, confidence, task_id) where confidence is not null;

-- What a person did where what is right is known: with known tasks (role work) and, for inspectors, with answers known
-- to be right or wrong (role inspect: `expected` and `given` are pass or return). One row per assignment.
create table checks (
  project_id uuid not null,
  assignment_id uuid not null,
  user_id uuid not null,
  task_id uuid not null,
  role text not null check (role in ('work', 'inspect', 'adjudicate')),
  purpose text not null,
  expected text not null,
  given text not null,
  is_right bigint not null,
  at bigint not null,
  primary key (project_id, assignment_id)
);
create index checks_of_user on checks (project_id, user_id, role, at);
create index checks_of_task on checks (project_id, task_id, is_right, assignment_id);

-- What is known of a person's (or a model's) answers in a project, as the engine keeps it.
create table skills (
  project_id uuid not null,
  role text not null,
  user_id uuid not null,
  skill text not null,
  answers bigint not null,
  information double precision not null,
  fitted_at bigint not null,
  primary key (project_id, role, user_id)
);
create index skills_of_user on skills (user_id, project_id);

-- The last full pass over a project: what the next answers are judged with, and what the requester is shown.
create table fits (
  project_id uuid primary key,
  model text not null,
  fit text not null,
  report text not null,
  -- Answers sent in, accepted and refused that it has seen: by these it shows whether another pass is due.
  changes bigint not null,
  fitted_at bigint not null
);

-- A person stopped in a project by one of its rules or brakes, and what was said about it. Training and warnings stand
-- here too; they end where they begin.
create table pauses (
  id uuid primary key,
  project_id uuid not null,
  user_id uuid not null,
  role text not null,
  action text not null check (action in ('pause', 'train', 'warn')),
  cause text not null,
  data text not null,
  started_at bigint not null,
  until_at bigint,
  objection text,
  objected_at bigint,
  decision text check (decision in ('lift', 'uphold')),
  note text,
  decided_by uuid,
  decided_at bigint,
  ended_at bigint
);
create unique index pauses_running on pauses (project_id, user_id, role) where ended_at is null;
create index pauses_of_project on pauses (project_id, id);
create index pauses_of_user on pauses (user_id, id);
create index pauses_due on pauses (until_at) where ended_at is null and until_at is not null;
create index pauses_objected on pauses (objected_at) where ended_at is null and objected_at is not null;
-- The brake compares an inspector's latest verdicts with the project's.
create index verdicts_of_inspector on verdicts (project_id, inspector_id, id);
create index verdicts_of_project on verdicts (project_id, id);

-- A draw of results that are looked at again by people who do not know them, and what came of it.
create table audits (
  project_id uuid not null,
  id uuid primary key,
  state text not null check (state in ('running', 'done')),
  sample_size bigint not null,
  strata text not null,
  certificate text,
  ordered_by uuid not null,
  created_at bigint not null,
  finished_at bigint
);
create index audits_of_project on audits (project_id, id);

create table audit_items (
  project_id uuid not null,
  audit_id uuid not null,
  task_id uuid not null,
  stratum text not null,
  -- 1: waits for an auditor; 0: taken or decided.
  open bigint not null,
  result_kind text not null,
  result_regions text not null,
  -- Whose answer the result is; and who looks or looked at it.
  answer_id uuid,
  assignment_id uuid,
  is_right bigint,
  decided_at bigint,
  primary key (project_id, audit_id, task_id)
);
create index audit_items_open on audit_items (project_id, task_id) where open = 1;
create index audit_items_undecided on audit_items (project_id, audit_id) where is_right is null;
create index audit_items_of_task on audit_items (project_id, task_id);
