-- The team's journal of sttwizard, version 1. Run it once, in the database that is
-- to have it (UTF-8, PostgreSQL 14 or later), by a login that may make roles and
-- schemas there: a superuser, or the database's owner with CREATEROLE.
--
-- Afterwards, for each person:
--   CREATE ROLE dana LOGIN PASSWORD '...';
--   GRANT sttwizard_writer TO dana;

-- Roles belong to the whole server, so another database may have made them.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sttwizard_owner') THEN
    CREATE ROLE sttwizard_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sttwizard_writer') THEN
    CREATE ROLE sttwizard_writer NOLOGIN;
  END IF;
  IF NOT pg_has_role('sttwizard_owner', 'MEMBER') THEN
    EXECUTE format('GRANT sttwizard_owner TO %I', current_user);
  END IF;
END $$;

CREATE SCHEMA sttwizard AUTHORIZATION sttwizard_owner;
SET LOCAL ROLE sttwizard_owner;
SET LOCAL search_path = sttwizard;

-- One row. UPDATE sttwizard.version SET keep = 90 makes the history longer.
CREATE TABLE version (
  single  boolean PRIMARY KEY DEFAULT true CHECK (single),
  schema  int  NOT NULL,                               -- what the tables are
  writers int  NOT NULL,                               -- the oldest program's schema that may still write
  keep    int  NOT NULL DEFAULT 30 CHECK (keep >= 1),  -- days that final attempts stay
  store   uuid NOT NULL DEFAULT gen_random_uuid()      -- names this journal, and its clock
);
INSERT INTO version (schema, writers) VALUES (1, 1);

-- Kept by the trigger below; for lists only. COLLATE "C": the order of bytes, which no
-- update of the system's library changes.
CREATE TABLE attempts (
  id      text    COLLATE "C" PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 200),
  last    int     NOT NULL,                            -- how many events there are
  open    boolean NOT NULL,                            -- what the last one says
  changed bigint  NOT NULL                             -- microseconds since 1970, the server's clock or later
);
CREATE INDEX attempts_open    ON attempts (id) WHERE open;
CREATE INDEX attempts_changed ON attempts (changed);

CREATE TABLE events (
  attempt text        COLLATE "C" NOT NULL REFERENCES attempts (id),
  n       int         NOT NULL CHECK (n > 0),
  key     text        NOT NULL,                        -- tells a repeated event from a rival's
  at      bigint      NOT NULL,                        -- microseconds since 1970, the writer's clock
  who     text        NOT NULL,
  host    text        NOT NULL,
  kind    text        NOT NULL,
  payload text        NOT NULL,                        -- not jsonb, which reorders and rounds
  open    boolean     NOT NULL,
  sum     bigint      NOT NULL,                        -- CRC-32C of all above, made by the program
  login   text        NOT NULL,                        -- these two are the server's word
  stored  timestamptz NOT NULL,
  PRIMARY KEY (attempt, n)
);

CREATE FUNCTION next_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = sttwizard, pg_temp AS $$
DECLARE
  written bigint;
BEGIN
  -- Also in a session that began before a migration.
  IF coalesce(nullif(current_setting('sttwizard.schema', true), ''), '0')::int < (SELECT writers FROM version) THEN
    RAISE feature_not_supported USING MESSAGE = 'this program is too old for the journal';
  END IF;
  NEW.login := session_user;
  NEW.stored := clock_timestamp();
  written := greatest(extract(epoch FROM NEW.stored) * 1000000, NEW.at);
  IF NEW.n = 1 THEN
    INSERT INTO attempts (id, last, open, changed) VALUES (NEW.attempt, 1, NEW.open, written);
  ELSE
    UPDATE attempts SET last = NEW.n, open = NEW.open, changed = greatest(changed, written)
      WHERE id = NEW.attempt AND last = NEW.n - 1;
    IF NOT FOUND THEN
      RAISE unique_violation USING MESSAGE = 'not the next number';
    END IF;
  END IF;
  PERFORM pg_notify('sttwizard', NEW.attempt);
  RETURN NEW;
END $$;
CREATE TRIGGER next_event BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION next_event();

-- Removes what has been final for as long as version.keep says, and is nobody's. It
-- believes neither the list nor the last event alone.
CREATE FUNCTION prune() RETURNS int LANGUAGE plpgsql SECURITY DEFINER
SET search_path = sttwizard, pg_temp AS $$
DECLARE
  old text[];
BEGIN
  SELECT array_agg(id) INTO old FROM (
    SELECT a.id FROM attempts a
      JOIN events e ON e.attempt = a.id AND e.n = a.last AND NOT e.open
      WHERE NOT a.open
        AND a.changed < extract(epoch FROM clock_timestamp() - make_interval(days => (SELECT keep FROM version))) * 1000000
        AND e.stored < clock_timestamp() - make_interval(days => (SELECT keep FROM version))
      ORDER BY a.changed LIMIT 1000 FOR UPDATE OF a SKIP LOCKED) final
    WHERE pg_try_advisory_xact_lock(hashtextextended(id, 7379874));
  DELETE FROM events WHERE attempt = ANY (old);
  DELETE FROM attempts WHERE id = ANY (old);
  IF old IS NOT NULL THEN
    PERFORM pg_notify('sttwizard', '');
  END IF;
  RETURN coalesce(cardinality(old), 0);
END $$;

REVOKE ALL ON FUNCTION next_event(), prune() FROM PUBLIC;
GRANT USAGE ON SCHEMA sttwizard TO sttwizard_writer;
GRANT SELECT ON version, attempts, events TO sttwizard_writer;
GRANT INSERT ON events TO sttwizard_writer;
GRANT EXECUTE ON FUNCTION prune() TO sttwizard_writer;
RESET ROLE;
