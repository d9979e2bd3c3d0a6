#pragma once

#include "lt-columns.h"
#include "lt-exchange.h"
#include "lt-file-crs.h"
#include "lt-overlaps.h"
#include "lt-own-key.h"
#include "lt-rejects.h"
#include "lt-source.h"

G_BEGIN_DECLS

/* Turns a source's rows into records that pass every check; what does not pass goes into the report.
 * One thread at a time (it is read on the workspace's owner thread). */
typedef struct _LtRowReader LtRowReader;

/* What it reads with; all borrowed until it is freed. */
typedef struct
{
  LtKind kind;
  LtCatalogue *catalogue;
  const LtSourceFuncs *funcs;
  LtSource *source;
  const LtShapeFuncs *shape; /* NULL: no geometry and no WKT comes */
  LtTransform *transform;    /* of another system; NULL else */
  const LtFileCrs *crs;      /* NULL: no coordinates come */
  const char *system;        /* its name where the file says it, as a column then must; else NULL */
  const LtColumn *columns;
  guint n_columns;
  LtImportReport *report;
  const char *file;           /* name of the file, for the rows of districts */
  int year;                   /* of figures without one; 0: none */
  gboolean may_lack_outlines; /* a parcel without one is taken */
  gboolean zones;             /* districts are zones */
  gboolean present;           /* the rows are the workspace's own: nothing is mended */
  LtRejects *rejects;         /* (nullable) */
  LtOverlaps *overlaps;       /* (nullable): gets every parcel */
  const GByteArray *left_out; /* (nullable): 1 for each row, by its number, that is not given out */
  const LtOwnKey *own_key;    /* (nullable) */
} LtRowReading;

LtRowReader *lt_row_reader_new (const LtRowReading *reading);
void lt_row_reader_free (LtRowReader *self);

/* Called now and then, at most ten times a second, and checked for cancelling. `n_rows`: how many to
 * expect, -1 unknown. */
void lt_row_reader_set_progress (
    LtRowReader *self, gint64 n_rows, LtProgressFunc progress, gpointer data, GCancellable *cancellable);

/* Fills the record with the next good row. FALSE at the end or, with *error set, on failure. */
gboolean lt_row_reader_next (LtRowReader *self, LtRecord *record, GError **error);
/* The number of the row given out last: 1 for the first row of data, blank ones counted. */
guint lt_row_reader_get_row (LtRowReader *self);
/* Rejects the row given out last after all. Takes `message`. */
void lt_row_reader_reject (LtRowReader *self, LtIssueKind kind, const char *field, char *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRowReader, lt_row_reader_free)

G_END_DECLS
