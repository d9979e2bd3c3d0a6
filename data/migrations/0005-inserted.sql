-- New rows that a changeset of the journal only refers to (it is empty then): they can be read from their
-- tables as long as they are as they were inserted.
CREATE TABLE lt_journal_inserted (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  changes INTEGER NOT NULL REFERENCES lt_journal_changes(id),
  name TEXT NOT NULL, -- the table's
  columns INTEGER NOT NULL, -- that it had then
  first INTEGER NOT NULL, -- keys
  last INTEGER NOT NULL,
  hashes BLOB NOT NULL -- four bytes a row, of what the changeset would have of it
);
CREATE INDEX lt_journal_inserted_changes ON lt_journal_inserted (changes);

-- A district has too many rows for an index to find them sooner than reading all does.
DROP INDEX IF EXISTS enterprises_district;
DROP INDEX IF EXISTS parcels_district;
DROP INDEX IF EXISTS projects_district;
