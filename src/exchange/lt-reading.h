#pragma once

#include "lt-columns.h"
#include "lt-exchange.h"
#include "lt-file-crs.h"
#include "lt-row-reader.h"
#include "lt-sniff.h"

G_BEGIN_DECLS

typedef enum
{
  LT_CRS_HOW_NONE,      /* there are no coordinates */
  LT_CRS_HOW_GIVEN,     /* the person said it */
  LT_CRS_HOW_FILE,      /* the file says it */
  LT_CRS_HOW_MAGNITUDE, /* found out by the size of the numbers and where they would lie */
  LT_CRS_HOW_TITLE,     /* the columns are called so */
  LT_CRS_HOW_OVERRULED, /* the file says another one, in which the rows would lie far away */
} LtCrsHow;

/* A file that is open, with all decided that has to be decided before its rows are read. */
typedef struct
{
  LtKind kind;
  LtSniff sniff;
  const LtModuleFuncs *module; /* NULL while nothing needs it */
  const LtSourceFuncs *funcs;
  LtSource *source;
  LtColumn *columns;
  guint n_columns;
  LtFileCrs crs;
  LtCrsHow crs_how;
  LtTransform *transform;
  GPtrArray *samples;  /* GPtrArray of char *: values of the first rows */
  GArray *points;      /* double, x and y in turn: of the first rows, as the file has them */
  GPtrArray *outlines; /* LtGeometry: their geometries, as the file has them */
  LtBox city;          /* grown by the margin; empty: anywhere */
  gboolean lenient;
  GPtrArray *unit_problems; /* one sentence for each thing that a line of units says and was not understood */
  char *columns_problem;    /* one sentence each where a lenient reading can't go on; NULL: none */
  char *crs_problem;
} LtReading;

/* `options` is (nullable), its strings must live as long as the reading. `lenient`: a person will look at
 * it, so that columns and coordinates that are not understood are a problem to show and no error, and the
 * first of several layers is opened. Returns: (transfer full). */
LtReading *lt_reading_open (LtWorkspace *workspace,
                            LtKind kind,
                            const char *source,
                            const LtImportOptions *options,
                            gboolean lenient,
                            GError **error);
void lt_reading_free (LtReading *self);

/* Puts into the report what was decided and how. */
void lt_reading_describe (const LtReading *self, LtImportReport *report);
/* Fills in what a row reader needs of it. */
void lt_reading_fill (const LtReading *self, LtRowReading *rows);
/* Rows to expect, -1 unknown. */
gint64 lt_reading_get_n_rows (const LtReading *self);

/* One sentence: which encoding, and how that was decided. Returns: (transfer full). */
char *lt_reading_describe_encoding (const LtReading *self);
char *lt_reading_describe_crs (const LtReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtReading, lt_reading_free)

G_END_DECLS
