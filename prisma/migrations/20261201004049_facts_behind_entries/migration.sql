-- AlterTable
ALTER TABLE "Entry" ADD COLUMN     "data" JSONB;

-- What is known of the entries so far, from the rows that were written with them and from the bot's own words where those
-- can be read in one way only. All others stay without data: among them what was undone, and what two rows claim.

CREATE FUNCTION pg_temp.iso(at timestamptz) RETURNS text LANGUAGE sql AS
$$ SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

-- `Sun, 28 Sept 2025, 14:30 (Europe/Lisbon)`; null in a zone that this PostgreSQL does not know.
CREATE FUNCTION pg_temp.words_of(at timestamptz, zone text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN replace(to_char(at AT TIME ZONE zone, 'Dy, FMDD Mon YYYY, HH24:MI'), ' Sep ', ' Sept ') || ' (' || zone || ')';
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN NULL;
END $$;

-- The minute that these words mean; null where the clock showed it twice.
CREATE FUNCTION pg_temp.minute_of(said text, zone text) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  at timestamptz;
BEGIN
  at := replace(substring(said FROM '^\w+, (\d+ \w+ \d+), '), ' Sept ', ' Sep ')::date
    + substring(said FROM ' (\d\d:\d\d) \(')::time AT TIME ZONE zone;
  IF pg_temp.words_of(at, zone) <> said THEN RETURN NULL; END IF;
  IF said IN (pg_temp.words_of(at - interval '1 hour', zone), pg_temp.words_of(at + interval '1 hour', zone)) THEN
    RETURN NULL;
  END IF;
  RETURN at;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END $$;

WITH entry AS (
  SELECT e.id, e."incidentId", e.kind, e.state, e."recordedAt" AS at, e."recorderId", e."messageTs", i.zone, i.mode,
    -- As it was worded, before anybody edited it.
    coalesce((
      SELECT r.previous FROM "EntryRevision" r WHERE r."entryId" = e.id AND r.declined IS NULL ORDER BY r.number LIMIT 1
    ), e.text) AS said
  FROM "Entry" e JOIN "Incident" i ON i.id = e."incidentId"
  WHERE e.kind IN ('status', 'severity', 'role', 'impact', 'correction', 'evidence', 'waiting', 'challenge')
    AND e.state = 'shown'
),

declaration AS (
  SELECT id, regexp_match(said, '^Declared as ([^ :]+)(?: \((drill|retrospective)\))?: (.*)$') AS part
  FROM entry WHERE kind = 'status'
),
step AS (
  SELECT *, CASE
    WHEN said LIKE 'Declared as %' THEN 'investigating'
    WHEN said = 'Resolved and closed' THEN 'closed'
    WHEN said LIKE 'Reopened, was %' THEN 'investigating'
    ELSE lower(substring(said FROM '^(Investigating|Identified|Monitoring|Resolved|Closed|Cancelled)(?::|$)'))
  END AS "to"
  FROM entry WHERE kind = 'status'
),
step_in_order AS (
  SELECT *, lag("to") OVER incident AS before, lag(said) OVER incident AS said_before
  FROM step WINDOW incident AS (PARTITION BY "incidentId" ORDER BY at, id)
),
status AS (
  SELECT *, CASE
    WHEN said LIKE 'Reopened, was %' THEN substring(said FROM '^Reopened, was (resolved|closed|cancelled): ')
    WHEN said = 'Closed' THEN 'resolved'
    -- A retrospective may have been declared as resolved; it could not be resolved again then.
    WHEN mode = 'retrospective' AND said_before LIKE 'Declared as %' AND said NOT LIKE 'Resolved%' THEN NULL
    ELSE before
  END AS "from"
  FROM step_in_order WHERE said NOT LIKE 'Declared as %'
),

impact_part AS (
  SELECT entry.*, part, number, substring(part FROM '^(users|requests|revenue|error rate|SLO budget|blast radius|services): ') AS name
  FROM entry, regexp_split_to_table(substr(said, length('Impact: ') + 1), ' · ') WITH ORDINALITY AS parts(part, number)
  WHERE kind = 'impact' AND starts_with(said, 'Impact: ')
),
named_impact_part AS (
  SELECT *, substr(part, length(name) + 3) AS rest, cardinality(string_to_array(part, ' (was ')) - 1 AS earlier
  FROM impact_part
),
told_impact_part AS (
  SELECT id, number, name, CASE
    WHEN name = 'services' THEN jsonb_build_object(
      'services', CASE WHEN rest = 'none' THEN '[]' ELSE to_jsonb(string_to_array(rest, ', ')) END)
    WHEN name IS NOT NULL AND rest <> 'not known after all' AND earlier = 0
      THEN jsonb_build_object('fact', name, 'value', rest, 'was', NULL)
    WHEN name IS NOT NULL AND earlier = 1 AND rest LIKE '%)' AND EXISTS (
      SELECT FROM entry b WHERE b."incidentId" = p."incidentId" AND b.kind = 'impact' AND b.id <> p.id AND b.at <= p.at
        AND strpos(b.said, name || ': ' || substring(rest FROM ' \(was (.*)\)$')) > 0
    ) THEN jsonb_build_object(
      'fact', name, 'value', split_part(rest, ' (was ', 1), 'was', substring(rest FROM ' \(was (.*)\)$'))
    WHEN name IS NULL THEN (
      SELECT jsonb_build_object('period', min(w.id::text), 'from', pg_temp.iso(min(w."from")),
        'to', CASE WHEN part NOT LIKE 'since %' THEN pg_temp.iso(min(w."to")) END, 'isRemoved', false)
      FROM "ImpactPeriod" w WHERE w."incidentId" = p."incidentId" AND (
        part = 'since ' || pg_temp.words_of(w."from", zone)
        OR starts_with(part, pg_temp.words_of(w."from", zone) || ' to ' || pg_temp.words_of(w."to", zone) || ' (')
      ) HAVING count(*) = 1
    )
  END AS told
  FROM named_impact_part p
),

time_part AS (
  SELECT entry.*, regexp_match(said,
    '^(Impact began|Detected|Acknowledged|Mitigated|Resolved): (\w+, \d+ \w+ \d+, \d\d:\d\d \([^)]*\))(?:; was (\w+, \d+ \w+ \d+, \d\d:\d\d \([^)]*\)))?(?:: (.*))?$'
  ) AS part
  FROM entry WHERE kind = 'correction'
),
time_correction AS (
  SELECT t.*, CASE part[1] WHEN 'Impact began' THEN 'started' ELSE lower(part[1]) END AS name,
    CASE part[1]
      WHEN 'Impact began' THEN i."startedAt"
      WHEN 'Detected' THEN i."detectedAt"
      WHEN 'Acknowledged' THEN i."acknowledgedAt"
      WHEN 'Mitigated' THEN i."mitigatedAt"
      WHEN 'Resolved' THEN i."resolvedAt"
    END AS known
  FROM time_part t JOIN "Incident" i ON i.id = t."incidentId" WHERE part IS NOT NULL
),
-- The words give the minute. The incident may have the whole time.
timed_correction AS (
  SELECT *, CASE WHEN pg_temp.words_of(known, zone) = part[2] THEN known ELSE pg_temp.minute_of(part[2], zone) END AS "to",
    pg_temp.minute_of(part[3], zone) AS was
  FROM time_correction
),

detail_part AS (
  SELECT id, number, part,
    regexp_match(part, '^(Title|Services|Tags|Mode): (.+) \(was (.+)\)$') AS change,
    cardinality(string_to_array(part, ' (was ')) - 1 AS earlier
  FROM entry, regexp_split_to_table(said, ' · ') WITH ORDINALITY AS parts(part, number)
  WHERE kind = 'correction'
),
told_detail_part AS (
  SELECT id, number, CASE
    WHEN part IN ('Summary written', 'Summary rewritten')
      THEN jsonb_build_object('field', 'summary', 'isFirst', part = 'Summary written')
    -- What was too long for the sentence ends with an ellipsis.
    WHEN earlier <> 1 OR change[2] LIKE '%…' OR change[3] LIKE '%…' THEN NULL
    WHEN change[1] IN ('Title', 'Mode')
      THEN jsonb_build_object('field', lower(change[1]), 'to', change[2], 'was', change[3])
    WHEN change IS NOT NULL THEN jsonb_build_object('field', lower(change[1]),
      'to', CASE change[2] WHEN 'none' THEN '[]' ELSE to_jsonb(string_to_array(change[2], ', ')) END,
      'was', CASE change[3] WHEN 'none' THEN '[]' ELSE to_jsonb(string_to_array(change[3], ', ')) END)
  END AS told
  FROM detail_part
),

ending(words, name) AS (
  VALUES ('Ruled out: ', 'ruled_out'), ('Parked: ', 'parked'), ('Confirmed as the cause: ', 'cause'),
    ('Confirmed as contributing: ', 'contributing')
),

told AS (
  SELECT id, jsonb_build_object('type', 'incident.declared', 'severity', part[1], 'mode', coalesce(part[2], 'live'),
    'title', part[3]) AS data
  FROM declaration WHERE part IS NOT NULL

  UNION ALL
  SELECT s.id, jsonb_build_object('type', 'incident.status', 'from', "from", 'to', "to",
    'reopened', said LIKE 'Reopened, was %',
    'reached', CASE
      WHEN said = 'Resolved and closed' THEN '["resolved", "closed"]'::jsonb
      WHEN "to" = 'resolved' THEN '["resolved"]'
      WHEN "to" IN ('closed', 'cancelled') THEN '["closed"]'
      WHEN "to" = 'monitoring' AND i."mitigatedAt" = at THEN '["mitigated"]'
      ELSE '[]'
    END,
    'why', coalesce(substring(said FROM '^(?:Reopened, was )?\w+: (.*)$'), ''))
  FROM status s JOIN "Incident" i ON i.id = s."incidentId" WHERE "from" <> "to"

  UNION ALL
  SELECT id, jsonb_build_object('type', 'incident.severity', 'from', part[1], 'to', part[2], 'why', coalesce(part[3], ''))
  FROM entry, regexp_match(said, '^([^ :]+) → ([^ :]+)(?:: (.*))?$') AS part
  WHERE kind = 'severity' AND part IS NOT NULL

  -- An assignment has the id of its entry.
  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'role.changed', 'role', r.role, 'userId', r."userId", 'from', NULL)
  FROM entry e JOIN "RoleAssignment" r ON r.id = e.id
  WHERE kind = 'role' AND right(said, length(r.role) + 4) = ' is ' || r.role

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'role.changed', 'role', r.role, 'userId', r."userId", 'from', f."userId")
  FROM entry e JOIN "RoleAssignment" r ON r.id = e.id
    JOIN "RoleAssignment" f ON f."incidentId" = r."incidentId" AND f.role = r.role AND f.id <> r.id
      AND f."relinquishedAt" = r."assumedAt"
  WHERE kind = 'role' AND strpos(said, ' is ' || r.role || ' (was ') > 0

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'role.changed', 'role', f.role, 'userId', NULL, 'from', f."userId")
  FROM entry e JOIN "RoleAssignment" f ON f."incidentId" = e."incidentId" AND f."relinquishedAt" = at
  WHERE kind = 'role' AND starts_with(said, 'Nobody is ' || f.role || ' (was ')
    AND NOT EXISTS (SELECT FROM "RoleAssignment" r WHERE r.id = e.id)

  UNION ALL
  SELECT id, jsonb_build_object('type', 'impact.reported', 'parts', jsonb_agg(told ORDER BY number))
  FROM told_impact_part GROUP BY id
  HAVING bool_and(told IS NOT NULL) AND count(DISTINCT coalesce(name, '')) = count(*)

  UNION ALL
  SELECT id, jsonb_build_object('type', 'incident.time_corrected', 'time', name, 'to', pg_temp.iso("to"),
    'was', pg_temp.iso(was), 'why', coalesce(part[4], ''))
  FROM timed_correction WHERE "to" IS NOT NULL AND (part[3] IS NULL OR was IS NOT NULL)

  UNION ALL
  SELECT id, jsonb_build_object('type', 'incident.details_corrected', 'corrections', jsonb_agg(told ORDER BY number))
  FROM told_detail_part GROUP BY id
  HAVING bool_and(told IS NOT NULL) AND count(DISTINCT told->>'field') = count(*)

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'hypothesis.ended', 'hypothesisId', h.id, 'statement', h.statement,
    'as', ending.name, 'because', substr(said, length(words || h.statement) + 3))
  FROM entry e JOIN "Hypothesis" h ON h."incidentId" = e."incidentId", ending
  WHERE kind = 'evidence' AND starts_with(said, words || h.statement || '. ')

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'hypothesis.reopened', 'hypothesisId', h.id, 'statement', h.statement,
    'because', substr(said, length('Reopened: ' || h.statement) + 3))
  FROM entry e JOIN "Hypothesis" h ON h."incidentId" = e."incidentId"
  WHERE kind = 'evidence' AND starts_with(said, 'Reopened: ' || h.statement || '. ')

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'test.begun', 'testId', t.id, 'test', t.text)
  FROM entry e JOIN "HypothesisTest" t ON t."incidentId" = e."incidentId" AND t."begunAt" = at
  WHERE kind = 'evidence' AND said = 'Test: ' || t.text

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'test.closed', 'testId', t.id, 'test', t.text, 'result', t.result)
  FROM entry e JOIN "HypothesisTest" t ON t."incidentId" = e."incidentId" AND t."closedAt" = at
  WHERE kind = 'evidence'
    AND said = CASE WHEN t.result IS NULL THEN 'Test given up: ' || t.text ELSE 'Tested: ' || t.text || '. ' || t.result END

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'wait.begun', 'waitId', w.id, 'party', w.party, 'about', coalesce(w.about, ''))
  FROM entry e JOIN "Wait" w ON w."incidentId" = e."incidentId" AND w.since = at
  WHERE kind = 'waiting' AND said = 'Waiting on ' || w.party || coalesce(': ' || w.about, '')

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'wait.ended', 'waitId', w.id, 'party', w.party, 'outcome', coalesce(w.outcome, ''))
  FROM entry e JOIN "Wait" w ON w."incidentId" = e."incidentId" AND w."endedAt" = at
  WHERE kind = 'waiting' AND said = 'No longer waiting on ' || w.party || coalesce(': ' || w.outcome, '')

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'challenge.asked', 'challengeId', c.id, 'why', c.why, 'question', c.question)
  FROM entry e JOIN "Challenge" c ON c."incidentId" = e."incidentId" AND c."askedAt" = at
  WHERE kind = 'challenge' AND said = c.why || ' ' || c.question

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'challenge.kept', 'challengeId', c.id, 'reason', c.reason, 'because', c.answer)
  FROM entry e JOIN "Challenge" c ON c."incidentId" = e."incidentId" AND c."answeredAt" = at
  WHERE kind = 'challenge' AND c."answerKind" = 'keep' AND right(said, length(c.answer) + 10) = ', because ' || c.answer

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'challenge.deferred', 'challengeId', c.id,
    'minutes', substring(said FROM '^No questions for (\d+) min')::int, 'because', c.answer)
  FROM entry e JOIN "Challenge" c ON c."incidentId" = e."incidentId" AND c."answeredAt" = at
  WHERE kind = 'challenge' AND c."answerKind" = 'later' AND said ~ '^No questions for \d{1,4} min, because '
    AND right(said, length(c.answer) + 10) = ', because ' || c.answer

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'challenge.too_early', 'challengeId', c.id,
    'action', substring(said FROM '^Too early to tell whether “(.*)” worked$'))
  FROM entry e JOIN "Challenge" c ON c."incidentId" = e."incidentId" AND c."answeredAt" = at
  WHERE kind = 'challenge' AND c."answerKind" = 'later' AND said ~ '^Too early to tell whether “.*” worked$'

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'challenge.reply', 'challengeId', c.id)
  FROM entry e JOIN "Challenge" c ON c."incidentId" = e."incidentId" AND c."replyTs" = e."messageTs"
  WHERE kind = 'challenge' AND c."answerKind" = 'reply'

  UNION ALL
  SELECT e.id, jsonb_build_object('type', 'brief.sent', 'briefId', b.id, 'recipientId', b."recipientId",
    'challengeId', b."challengeId")
  FROM entry e JOIN "Brief" b ON b."incidentId" = e."incidentId" AND b."sentAt" = at AND b."requestedBy" = e."recorderId"
  WHERE kind = 'challenge' AND said LIKE '% was asked, with fresh eyes, what they would check first'
)
UPDATE "Entry" e SET data = known.data
FROM (SELECT id, (array_agg(data))[1] AS data FROM told GROUP BY id HAVING count(*) = 1) known
WHERE e.id = known.id;

DROP FUNCTION pg_temp.minute_of(text, text);
DROP FUNCTION pg_temp.words_of(timestamptz, text);
DROP FUNCTION pg_temp.iso(timestamptz);
