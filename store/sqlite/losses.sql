-- Losses, derived from the log by replay. A bucket is all that units are
-- counted by; a kind is its side, class and model. Both are named by a hash.
CREATE TABLE units (
	entry    INTEGER PRIMARY KEY, -- a unit as it stands from this entry on
	unit     TEXT NOT NULL,
	at       INTEGER NOT NULL,    -- ledger time, Unix seconds
	kind     INTEGER,             -- kind and bucket that it counts in from then on,
	bucket   INTEGER,             -- none when it does not count
	was      INTEGER,             -- bucket that it counted in before
	change   TEXT NOT NULL,       -- kind of change
	reason   TEXT NOT NULL,
	days     TEXT NOT NULL,       -- on which each list of the bucket took it in, joined by line feeds
	happened INTEGER              -- the last moment at which it can have, Unix seconds; none when nobody says
) STRICT;
CREATE INDEX units_unit ON units (unit);
CREATE INDEX units_kind ON units (kind, unit, bucket, days) WHERE kind IS NOT NULL;
CREATE INDEX units_late ON units (entry) WHERE happened > at;
CREATE TABLE buckets (
	id      INTEGER PRIMARY KEY,
	kind    INTEGER NOT NULL,
	lists   TEXT NOT NULL,
	side    TEXT NOT NULL,
	class   TEXT NOT NULL,
	model   TEXT NOT NULL,
	history TEXT NOT NULL
) STRICT;
CREATE INDEX buckets_kind ON buckets (side, class, model);
CREATE TABLE loss_counts (
	bucket INTEGER NOT NULL,
	entry  INTEGER NOT NULL,
	delta  INTEGER NOT NULL, -- what the entry adds
	units  INTEGER NOT NULL, -- in the bucket with this entry and all before it
	PRIMARY KEY (bucket, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE listed (
	list  TEXT NOT NULL,
	grp   TEXT NOT NULL,
	unit  TEXT NOT NULL,
	entry INTEGER NOT NULL,
	PRIMARY KEY (list, grp, unit, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE shown (
	address INTEGER NOT NULL, -- hash of what shows the entry's unit
	entry   INTEGER NOT NULL,
	PRIMARY KEY (address, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE editions (
	entry INTEGER PRIMARY KEY,
	id    TEXT NOT NULL,
	last  INTEGER NOT NULL -- of the entries that follow and are about it; its own when there are none
) STRICT;
CREATE TABLE tallies (
	entry  INTEGER PRIMARY KEY,
	id     TEXT NOT NULL,
	date   TEXT NOT NULL,
	stater TEXT NOT NULL, -- who states it
	list   TEXT NOT NULL,
	side   TEXT NOT NULL, -- whose losses
	reach  TEXT NOT NULL
) STRICT;
CREATE INDEX tallies_id ON tallies (id);
CREATE INDEX tallies_date ON tallies (date, stater, id);
CREATE TABLE files (
	entry   INTEGER PRIMARY KEY,
	hash    TEXT NOT NULL,
	address TEXT NOT NULL
) STRICT;
CREATE INDEX files_hash ON files (hash);
CREATE INDEX files_address ON files (address);
CREATE TABLE file_units (
	unit  TEXT NOT NULL,
	entry INTEGER NOT NULL,
	PRIMARY KEY (unit, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE gone (
	what  TEXT NOT NULL,   -- "unit" or "file"
	id    TEXT NOT NULL,   -- that was withdrawn whole
	taker INTEGER NOT NULL, -- the entry that took it
	PRIMARY KEY (what, id, taker)
) STRICT, WITHOUT ROWID;
