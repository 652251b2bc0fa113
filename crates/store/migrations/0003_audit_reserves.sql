-- The promise that pays whoever looks at a drawn result, from the draw until somebody takes it.
alter table audit_items add column reserve_hold_id uuid;
alter table audit_items add column reserve_minor bigint not null default 0;
create index audit_items_reserved on audit_items (reserve_hold_id) where reserve_hold_id is not null;
