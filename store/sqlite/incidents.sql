-- What claims are linked and found by, and incidents, truces and roads,
-- derived from the log by replay. Days are numbered from 1970-01-01.
CREATE TABLE traits (
	trait INTEGER NOT NULL, -- hash of what a claim is found by
	entry INTEGER NOT NULL, -- reading that has such a claim
	PRIMARY KEY (trait, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE places (
	slug  TEXT NOT NULL,
	entry INTEGER NOT NULL, -- reading that has a claim which names it
	name  TEXT NOT NULL,
	PRIMARY KEY (slug, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE sayings (
	saying INTEGER NOT NULL, -- trait of the claims that are asked for by how late they are
	day    INTEGER NOT NULL, -- of the report's publication
	row    INTEGER NOT NULL, -- of the claim
	PRIMARY KEY (saying, day, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE mentions (
	row     INTEGER PRIMARY KEY, -- of the claim
	mention BLOB NOT NULL        -- in the linker's encoding
) STRICT;
CREATE TABLE blocks (
	block INTEGER NOT NULL,
	row   INTEGER NOT NULL, -- of a claim that is kept under it
	PRIMARY KEY (block, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE incidents (
	entry  INTEGER PRIMARY KEY, -- an incident as it stands from this entry on
	id     TEXT NOT NULL,
	lead   TEXT NOT NULL,       -- claim that leads it
	stands INTEGER NOT NULL,    -- 0 once it is dissolved
	begins INTEGER NOT NULL,    -- days
	ends   INTEGER NOT NULL,
	sides  TEXT NOT NULL,       -- each between line feeds
	types  TEXT NOT NULL,
	contested INTEGER NOT NULL,
	dated INTEGER NOT NULL -- a claim says when
) STRICT;
CREATE INDEX incidents_id ON incidents (id, entry, stands, begins, dated, contested); -- enough to count by day
CREATE INDEX incidents_begins ON incidents (begins DESC, id) WHERE stands;
CREATE TABLE incident_places (
	place TEXT NOT NULL, -- folded
	entry INTEGER NOT NULL,
	PRIMARY KEY (place, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE incident_claims (
	claim    INTEGER NOT NULL, -- first bits of its id
	entry    INTEGER NOT NULL, -- that brought it into an incident, or took it out
	incident INTEGER NOT NULL, -- first bits of the incident's id
	joined   INTEGER NOT NULL, -- 0 when it went out
	held     TEXT NOT NULL,    -- the claim that it was held against; empty for the lead
	score    INTEGER NOT NULL,
	PRIMARY KEY (claim, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE grouped (
	claim INTEGER NOT NULL, -- first bits of its id
	entry INTEGER NOT NULL, -- of the decision that groups or ties it
	PRIMARY KEY (claim, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE ceasefires (
	entry INTEGER PRIMARY KEY,
	id    TEXT NOT NULL,
	day   TEXT NOT NULL
) STRICT;
CREATE INDEX ceasefires_id ON ceasefires (id);
CREATE TABLE routes (
	entry INTEGER PRIMARY KEY,
	id    TEXT NOT NULL,
	name  TEXT NOT NULL,
	file  TEXT NOT NULL -- hash of the file that it was read from
) STRICT;
CREATE INDEX routes_id ON routes (id);
CREATE INDEX routes_file ON routes (file);
