-- The journal as a tree of moments: undone steps stay, so that one can go back to any of them.

-- The step this one was made after; NULL: the beginning.
ALTER TABLE lt_journal ADD COLUMN parent INTEGER;
UPDATE lt_journal SET parent = (SELECT max (p.id) FROM lt_journal p WHERE p.id < lt_journal.id AND p.state != 'dropped')
  WHERE state != 'dropped';

-- Who went from which moment to which other one, and when; NULL: the beginning.
CREATE TABLE lt_journal_moves (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  from_step INTEGER REFERENCES lt_journal(id),
  to_step INTEGER REFERENCES lt_journal(id)
);

-- For each changeset the objects (rows by table and key) that it touches, from first to last.
CREATE TABLE lt_journal_objects (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  changes INTEGER NOT NULL REFERENCES lt_journal_changes(id),
  object TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
);
CREATE INDEX lt_journal_objects_object ON lt_journal_objects (object, first, last);
CREATE INDEX lt_journal_objects_changes ON lt_journal_objects (changes);
