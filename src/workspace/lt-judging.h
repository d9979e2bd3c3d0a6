#pragma once

#include "lt-subjects.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* What judging reads of a workspace. */

/* Whose columns, and of which year. Plain value; the string belongs to whoever made it. */
typedef struct
{
  LtSubject kind;
  int year;             /* 0: the last that has figures, and dates as of today; else as of its end */
  const char *district; /* code; NULL: all. Ranks are then among that district's */
  gint64 id;            /* only this row; 0: all */
} LtSubjectsFilter;

/* The columns of all rows that pass the filter. Tax, output and added value on a parcel are those
 * recorded for the parcel, else the shares of the enterprises on it by the area each occupies, missing
 * when one of them is; area of an enterprise is the sum of what it occupies. Where two reporting units
 * count one enterprise in a year, the first that was entered counts. Returns: (transfer full). */
LtSubjects *lt_judging_load_subjects (LtWorkspace *workspace, const LtSubjectsFilter *filter, GError **error);
void lt_judging_load_subjects_async (LtWorkspace *workspace,
                                     const LtSubjectsFilter *filter,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
LtSubjects *lt_judging_load_subjects_finish (LtWorkspace *workspace, GAsyncResult *result, GError **error);

/* The years that have figures, ascending. Returns: (transfer full): int. */
GArray *lt_judging_load_years (LtWorkspace *workspace, GError **error);

/* One enterprise on one parcel: the rows behind a parcel's tax and an enterprise's area. */
typedef struct
{
  gint64 enterprise_id;
  char *credit_code; /* (nullable) */
  char *name;        /* (nullable) */
  gint64 parcel_id;
  char *number;      /* (nullable): the parcel's */
  double area_m2;    /* NAN: not recorded */
  double share;      /* of all that the enterprise occupies; NAN */
  char *tenure;      /* (nullable): "owned", "rented" */
  double output_wan; /* the enterprise's own figures in the year; NAN */
  double tax_wan;
  double added_value_wan;
} LtOccupant;

/* Of a parcel or an enterprise, in the order they were entered. Returns: (transfer full)
 * (element-type LtOccupant). */
GPtrArray *
lt_judging_load_occupants (LtWorkspace *workspace, LtSubject kind, gint64 id, int year, GError **error);
void lt_judging_load_occupants_async (LtWorkspace *workspace,
                                      LtSubject kind,
                                      gint64 id,
                                      int year,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
GPtrArray *lt_judging_load_occupants_finish (LtWorkspace *workspace, GAsyncResult *result, GError **error);

/* Row id of a parcel by its number or of an enterprise by its credit code; 0, without error, when
 * there is none. */
gboolean
lt_judging_find (LtWorkspace *workspace, LtSubject kind, const char *key, gint64 *id, GError **error);

G_END_DECLS
