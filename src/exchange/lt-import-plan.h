#pragma once

#include <gio/gio.h>

#include "lt-exchange.h"
#include "lt-geometry.h"

G_BEGIN_DECLS

/* An import as a person goes through it: look at a file, say what the program could not know, see what
 * would change, accept all or some of it. Every step that reads works on threads of its own and can be
 * cancelled; one step at a time. What the getters give belongs to the plan until the next step. */
#define LT_TYPE_IMPORT_PLAN (lt_import_plan_get_type ())
G_DECLARE_FINAL_TYPE (LtImportPlan, lt_import_plan, LT, IMPORT_PLAN, GObject)

/* Keeps a reference to the workspace. */
LtImportPlan *lt_import_plan_new (LtWorkspace *workspace, LtKind kind, const char *source);
LtKind lt_import_plan_get_kind (LtImportPlan *self);
const char *lt_import_plan_get_source (LtImportPlan *self);

/* --- what the person says; it counts from the next opening on. NULL: let the program find out --- */

void lt_import_plan_set_kind (LtImportPlan *self, LtKind kind);
void lt_import_plan_set_layer (LtImportPlan *self, const char *layer);
void lt_import_plan_set_encoding (LtImportPlan *self, const char *encoding);
void lt_import_plan_set_crs (LtImportPlan *self, const char *crs);
/* "field=column", NULL-terminated; the field also "lon", "lat", "wkt". */
void lt_import_plan_set_map (LtImportPlan *self, const char *const *map);
void lt_import_plan_set_key (LtImportPlan *self, const char *field);
/* Of figures; 0: a column says it. */
void lt_import_plan_set_year (LtImportPlan *self, int year);
/* The districts are functional zones. */
void lt_import_plan_set_zones (LtImportPlan *self, gboolean zones);
/* CSV file for rejected rows; counts from the next check or acceptance on, and is forgotten when a check
 * fails. */
void lt_import_plan_set_rejects (LtImportPlan *self, const char *path);

/* --- looking --- */

/* Opens the file, or opens it again with what was said, and reads its first rows. A file that can't be
 * read at all is an error; what a person can mend is a doubt. */
void lt_import_plan_open_async (LtImportPlan *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
gboolean lt_import_plan_open_finish (LtImportPlan *self, GAsyncResult *result, GError **error);

typedef enum
{
  LT_DOUBT_NONE = 0,
  LT_DOUBT_LAYER = 1 << 0,    /* several, and the first was taken */
  LT_DOUBT_COLUMNS = 1 << 1,  /* a field that is needed has no column, or a unit is not known */
  LT_DOUBT_ENCODING = 1 << 2, /* the file says another one than its bytes */
  LT_DOUBT_CRS = 1 << 3,      /* not known, or not as the file says */
} LtDoubt;

/* What is not certain. LT_DOUBT_NONE: every step may be skipped. */
LtDoubt lt_import_plan_get_doubts (LtImportPlan *self);
/* One sentence about a doubt; NULL where there is nothing to say. (transfer none). */
const char *lt_import_plan_get_doubt_text (LtImportPlan *self, LtDoubt doubt);

/* "CSV"; layers NULL-terminated, and the one that is open. */
const char *lt_import_plan_get_format (LtImportPlan *self);
const char *const *lt_import_plan_get_layers (LtImportPlan *self);
const char *lt_import_plan_get_layer (LtImportPlan *self);
/* Rows to expect, -1 unknown. */
gint64 lt_import_plan_get_n_rows (LtImportPlan *self);
/* "GB18030", and a sentence: which, and how that was decided. */
const char *lt_import_plan_get_encoding (LtImportPlan *self);
const char *lt_import_plan_get_encoding_text (LtImportPlan *self);
/* "EPSG:4528", NULL without coordinates; and a sentence. */
const char *lt_import_plan_get_crs (LtImportPlan *self);
const char *lt_import_plan_get_crs_text (LtImportPlan *self);

typedef struct
{
  char *name;      /* the file's title */
  char *field;     /* name of the field that it is for; "lon", "lat", "wkt"; NULL: kept as it is */
  char *title;     /* the field's title in the person's language; NULL as `field` */
  char *unit;      /* the field's unit; NULL: none */
  char *file_unit; /* the one that the column's title or a line above the titles says; NULL: none */
  double factor;   /* from that to the field's unit: 666.67 for 亩 → m² */
  GStrv samples;   /* up to five values that are not empty */
} LtPlanColumn;

/* (element-type LtPlanColumn). */
GPtrArray *lt_import_plan_get_columns (LtImportPlan *self);

typedef struct
{
  char *name;          /* "EPSG:4549", as lt_import_plan_set_crs takes it */
  char *text;          /* in words */
  gboolean chosen;     /* it is the one that the plan reads with */
  double fits;         /* share of the first rows that lie in or near the city */
  double moves_m;      /* how far it moves the first rows against the chosen one, the middle of all */
  GPtrArray *outlines; /* LtGeometry: the first rows in it, WGS-84 degrees */
} LtPlanCandidate;

/* Systems worth a look, the chosen one first; empty for a file without coordinates.
 * (element-type LtPlanCandidate). */
GPtrArray *lt_import_plan_get_candidates (LtImportPlan *self);

/* --- checking --- */

/* Reads every row, checks it and compares it with the workspace. Writes nothing but the file of rejected
 * rows, where one is set. `progress` is called as LtProgressFunc says. */
void lt_import_plan_check_async (LtImportPlan *self,
                                 LtProgressFunc progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean lt_import_plan_check_finish (LtImportPlan *self, GAsyncResult *result, GError **error);

/* Of the last check. NULL before it. */
const LtImportReport *lt_import_plan_get_report (LtImportPlan *self);

typedef enum
{
  LT_FATE_ADDED,
  LT_FATE_CHANGED,
  LT_FATE_UNCHANGED,
  LT_FATE_GONE, /* in the workspace, not in the file; it stays there */
  LT_N_FATES,
} LtFate;

typedef struct
{
  char *title; /* the field's */
  char *old;   /* with its unit; NULL: not recorded */
  char *new;
} LtPlanChange;

typedef struct
{
  LtFate fate;
  guint row;                /* of the file; 0 for one that is gone */
  char *key;                /* credit code, parcel number, project number, or NULL */
  char *name;               /* (nullable) */
  GPtrArray *changes;       /* LtPlanChange: of a changed row; empty for others */
  LtGeometry *geometry;     /* as it would be, (nullable); of one that is gone as it is */
  LtGeometry *old_geometry; /* where it changes, (nullable) */
} LtPlanDifference;

#define LT_PLAN_MAX_DIFFERENCES 2000 /* of each fate; the report counts all */

/* Of the last check, in the order of the file. (element-type LtPlanDifference). */
GPtrArray *lt_import_plan_get_differences (LtImportPlan *self, LtFate fate);

/* --- accepting --- */

/* Leaves out one row, or all of a fate (added or changed), or takes them in again. */
void lt_import_plan_set_row_accepted (LtImportPlan *self, guint row, gboolean accepted);
gboolean lt_import_plan_is_row_accepted (LtImportPlan *self, guint row);
void lt_import_plan_set_fate_accepted (LtImportPlan *self, LtFate fate, gboolean accepted);

/* Writes what is accepted as one undoable change; without a check before it, everything. The file must be
 * what it was. Returns: (transfer full): the report. */
void lt_import_plan_accept_async (LtImportPlan *self,
                                  LtProgressFunc progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
LtImportReport *lt_import_plan_accept_finish (LtImportPlan *self, GAsyncResult *result, GError **error);

G_END_DECLS
