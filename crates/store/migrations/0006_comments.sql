-- Comments of a verdict, each pinned to its place: JSON. What a verdict carried of this before becomes comments.

alter table verdicts add column comments text;

update verdicts set comments = '[' ||
  case when note is null then '' else '{"text":"' || replace(replace(replace(replace(replace(note, '\', '\\'), '"', '\"'), '
', '\n'), '	', '\t'), '', '\r') || '"}' end ||
  case when note is null or (region_id is null and area is null) then '' else ',' end ||
  case
    when region_id is not null then '{"place":{"kind":"region","region_id":"' || replace(replace(region_id, '\', '\\'), '"', '\"') || '"}}'
    when area is not null then '{"place":{"kind":"area","object":"",' || substr(area, 2) || '}'
    else ''
  end || ']'
where note is not null or region_id is not null or area is not null;

alter table verdicts drop column note;
alter table verdicts drop column region_id;
alter table verdicts drop column area;
