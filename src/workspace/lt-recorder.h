#pragma once

#include "lt-journal-inserted.h"

G_BEGIN_DECLS

/* Records one titled step of the journal while rows are written, within the caller's transaction: every
 * table that the GeoPackage lists (feature tables, links to chains, figures by year, occupancy, …), so that
 * whatever a person's change touches can be undone. What triggers bring after the rows (R-trees, search) is
 * not recorded: the triggers do it again. */
typedef struct _LtRecorder LtRecorder;

LtRecorder *lt_recorder_new (LtStore *store, const char *title, GError **error);
/* Tells it of one written row, so that it can store what it holds before that grows large. */
gboolean lt_recorder_add (LtRecorder *self, GError **error);
/* While TRUE, rows are written that it does not hear of: it is told which ones they are instead. */
void lt_recorder_pause (LtRecorder *self, gboolean pause);
/* Notes such rows, all new: it refers to them unless it was told to keep all. */
gboolean
lt_recorder_take (LtRecorder *self, GByteArray *changeset, const LtInserted *inserted, GError **error);
/* From now on it keeps the changesets, also those it only referred to: to be told before one of their rows is
 * changed, or before ids are taken between them. */
gboolean lt_recorder_keep_all (LtRecorder *self, GError **error);
/* Stores the rest. A change that changed nothing leaves no step. */
gboolean lt_recorder_finish (LtRecorder *self, GError **error);
void lt_recorder_free (LtRecorder *self);

/* The account's name: the person's real one, else the login. (transfer none). */
const char *lt_recorder_get_author (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRecorder, lt_recorder_free)

G_END_DECLS
