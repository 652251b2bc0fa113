-- Conversations of two workers: who waits for another, who met, what was said.

create table waiting (
  project_id uuid not null references projects (id),
  user_id uuid not null references users (id),
  since bigint not null,
  seen_at bigint not null,
  primary key (project_id, user_id)
);
create index waiting_of_user on waiting (user_id);

create table conversations (
  project_id uuid not null references projects (id),
  id uuid primary key,
  task_id uuid not null,
  started_at bigint not null,
  last_number bigint not null default 0,
  ended_at bigint
);

-- The two of a conversation: part 0 and part 1. One who takes the same task up again has the same assignment.
create table conversation_people (
  conversation_id uuid not null references conversations (id),
  part bigint not null check (part in (0, 1)),
  assignment_id uuid not null references assignments (id),
  seen_at bigint not null,
  wrote_at bigint not null,
  primary key (conversation_id, part)
);
create index conversation_people_of_assignment on conversation_people (assignment_id, conversation_id);

create table conversation_messages (
  conversation_id uuid not null references conversations (id),
  number bigint not null,
  part bigint not null,
  content text not null,
  sent_at bigint not null,
  primary key (conversation_id, number)
);
