#pragma once

#include <glib-object.h>

#include "lt-rule-set.h"

G_BEGIN_DECLS

/* What is judged, parcels or enterprises, as flat columns. Filled row by row, then immutable and
 * shared between threads. A column nobody has a value in is NULL and costs nothing. */
typedef struct _LtSubjects LtSubjects;

typedef struct
{
  char code[8]; /* "" where not recorded */
  guint edition;
} LtIndustry;

/* A parcel, and the row of the enterprise that occupies most of it. */
typedef struct
{
  gint64 parcel;
  guint index;
} LtOccupied;

struct _LtSubjects
{
  /*< private >*/
  gatomicrefcount ref_count;
  guint room; /* rows there is memory for */
  GHashTable *industry_index;
  /*< public, read only >*/
  LtSubject kind;
  guint n;
  int year;                        /* of the annual figures; 0: there are none */
  double as_of;                    /* day up to which years are counted, lt-day.h; today at first */
  gint64 *ids;                     /* n: row ids, ascending */
  double *inputs[LT_N_QUANTITIES]; /* n each, NAN: not recorded */
  double *agreed[LT_N_INDICATORS]; /* n each, in the indicator's unit */
  guint16 *industries;             /* n: index into `industry` */
  guint8 *land_grades;             /* n: 0 not recorded */
  guint8 *tenants;                 /* n: 1 when all land is rented */
  GArray *industry;                /* LtIndustry; [0] is none */
  guint8 *districts;               /* n: index into `district` */
  GPtrArray *district;             /* codes; [0] is "", none */
  guint32 *chains;                 /* n: bit number−1 for each chain, of a parcel those of its users */
  GArray *parcels;                 /* LtOccupied, ids ascending: of enterprises, who has most of a parcel */
};

#define LT_TYPE_SUBJECTS (lt_subjects_get_type ())
GType lt_subjects_get_type (void);
/* `room`: how many rows are expected. */
LtSubjects *lt_subjects_new (LtSubject kind, guint room);
LtSubjects *lt_subjects_ref (LtSubjects *self);
void lt_subjects_unref (LtSubjects *self);

/* Appends a row with nothing recorded; ids grow. Returns its index. */
guint lt_subjects_add (LtSubjects *self, gint64 id);
/* NAN is passed over. */
void lt_subjects_set_input (LtSubjects *self, guint index, LtInput input, double value);
void lt_subjects_set_agreed (LtSubjects *self, guint index, LtIndicator indicator, double value);
/* `code` as recorded (nullable); `edition` 0: not recorded. */
void lt_subjects_set_industry (LtSubjects *self, guint index, const char *code, guint edition);
/* Out of 1 … 15: not recorded. */
void lt_subjects_set_land_grade (LtSubjects *self, guint index, gint64 grade);
void lt_subjects_set_tenant (LtSubjects *self, guint index);

/* `code` (nullable). */
void lt_subjects_set_district (LtSubjects *self, guint index, const char *code);
/* `number` 1 … 32; others are passed over. */
void lt_subjects_add_chain (LtSubjects *self, guint index, gint64 number);
/* Parcels come with ids that grow. */
void lt_subjects_add_parcel (LtSubjects *self, gint64 parcel, guint index);

/* A copy to be changed, sharing nothing. Returns: (transfer full). */
LtSubjects *lt_subjects_copy (const LtSubjects *self);

/* Row that stands for a parcel: its own, or that of the enterprise that occupies most of it; or -1. */
int lt_subjects_find_parcel (const LtSubjects *self, gint64 parcel);
/* Row with an id, or -1. */
int lt_subjects_find (const LtSubjects *self, gint64 id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtSubjects, lt_subjects_unref)

G_END_DECLS
