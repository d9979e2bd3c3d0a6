#pragma once

#include "lt-workspace.h"

G_BEGIN_DECLS

/* Files in. GDAL and its hundred libraries take 70 ms and 20 MB to load, so all that needs it lives
 * in a module (lt-exchange-module) that is loaded when a file asks for it; callers notice nothing. */

/* What an issue is about. The words of lt_issue_kind_get_name are those of the command line's JSON. */
typedef enum
{
  LT_ISSUE_ROW,  /* the row as a whole: broken off, too many cells */
  LT_ISSUE_CODE, /* a code that does not check or that a spreadsheet damaged */
  LT_ISSUE_NUMBER,
  LT_ISSUE_DATE,
  LT_ISSUE_CHAIN,     /* not in the catalogue */
  LT_ISSUE_DISTRICT,  /* not in the catalogue */
  LT_ISSUE_WORD,      /* none of those that the field takes */
  LT_ISSUE_MISSING,   /* a value that must be there */
  LT_ISSUE_DUPLICATE, /* of a key */
  LT_ISSUE_POSITION,  /* far outside of the city, no coordinate */
  LT_ISSUE_OUTSIDE,   /* in none of the city's districts; the row is taken */
  LT_ISSUE_GEOMETRY,  /* not of the kind that is wanted, or broken beyond repair */
  LT_ISSUE_REPAIRED,  /* a geometry that was mended; the row is taken */
  LT_ISSUE_OUTLINE,   /* a parcel without one; the row is taken */
  LT_ISSUE_AREA,      /* stated and computed area differ; the row is taken */
  LT_ISSUE_OVERLAP,   /* two parcels share land; the row is taken */
  LT_ISSUE_REFERENCE, /* no such enterprise or parcel in the workspace */
  LT_ISSUE_SYSTEM,    /* about the coordinate system */
  LT_ISSUE_UNIT,      /* a unit above the titles that was not understood; about the file */
  LT_ISSUE_SKIPPED,   /* what of the file is no row */
  LT_N_ISSUE_KINDS,
} LtIssueKind;

/* "code", "number" … */
const char *lt_issue_kind_get_name (LtIssueKind kind);
/* For the window, in the person's language. */
const char *lt_issue_kind_get_title (LtIssueKind kind);
/* FALSE: the row was rejected. */
gboolean lt_issue_kind_is_warning (LtIssueKind kind);

typedef struct
{
  LtIssueKind kind;
  guint row;     /* 1 for the first row of data, blank ones counted; 0 when about the file */
  char *field;   /* column as the file calls it; NULL when about the row */
  char *value;   /* as found, shortened */
  char *message; /* one sentence: what is wrong and what to do */
} LtIssue;

typedef struct
{
  guint read;
  guint added;
  guint changed;
  guint unchanged;
  guint rejected; /* rows not written; each has an issue */
  guint left_out; /* good rows that the person did not accept */
  guint repaired; /* rows whose geometry was mended */
  guint gone;     /* rows of the workspace that the file does not have; counted by a dry run and a plan */
  double seconds;
  GPtrArray *issues; /* LtIssue; at most 1000, the rest only counted */
  guint n_issues;
  guint counts[LT_N_ISSUE_KINDS];
  char *format;       /* "CSV" */
  char *layer;        /* (nullable) */
  char *crs;          /* "EPSG:4528", "gcj02"; NULL when the file has no coordinates */
  char *crs_how;      /* "given", "file", "magnitude", "title", "overruled", "none" */
  char *crs_text;     /* one sentence: which, and how that was decided */
  char *encoding;     /* "UTF-8", "GB18030" */
  char *encoding_how; /* "given", "format", "ascii", "mark", "strict", "fallback", "cpg", "language",
                       * "overruled" */
  char *encoding_text;
  char *units_text; /* "宗地面积: 亩; 总投资: 亿元", as titles or a line above them say; NULL: nothing is said
                     */
  char *rejects; /* file with the rejected rows; NULL when none was written */
} LtImportReport;

void lt_import_report_free (LtImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtImportReport, lt_import_report_free)

/* Progress from 0 to 1 (-1 unknown) and rows read so far; called from the working thread, at most
 * ten times a second. */
typedef void (*LtProgressFunc) (double share, guint rows, gpointer data);

/* What a person says about a file instead of having it found out. All borrowed and nullable. */
typedef struct
{
  const char *layer;
  const char *crs;        /* "EPSG:4528", "gcj02", "bd09" */
  const char *encoding;   /* "GBK", "UTF-8" … */
  const char *const *map; /* "field=column", NULL-terminated */
  const char *key;        /* field that tells which row of the workspace a row means */
  int year;               /* of the figures; 0: a column says it */
  const char *rejects;    /* CSV file to write rejected rows to; overwritten, unless it is the source's or
                           * the workspace's */
  gboolean zones;         /* the districts of the file are functional zones */
  gboolean dry_run;       /* check and compare, write nothing */
} LtImportOptions;

/* Reads `source`, checks it and writes its rows as one undoable change. Rows that can't be read are
 * rejected and reported; an unreadable file is an error and changes nothing. `options` is (nullable).
 * Waits; call it off the main thread. Returns: (transfer full). */
LtImportReport *lt_exchange_import (LtWorkspace *workspace,
                                    LtKind kind,
                                    const char *source,
                                    const LtImportOptions *options,
                                    LtProgressFunc progress,
                                    gpointer data,
                                    GCancellable *cancellable,
                                    GError **error);

void lt_exchange_import_async (LtWorkspace *workspace,
                               LtKind kind,
                               const char *source,
                               LtProgressFunc progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
LtImportReport *lt_exchange_import_finish (GAsyncResult *result, GError **error);

G_END_DECLS
