#pragma once

#include "lt-snapshot.h"

G_BEGIN_DECLS

/* How the parcels of a snapshot are coloured: a class for each parcel, a look for each class, and what
 * the legend says of it. Immutable and shared between threads: another indicator, other breaks or a
 * class switched off is another LtClasses over the same snapshot, painted without reading anything. */
typedef struct _LtClasses LtClasses;

/* Class 0 is "no data". */
#define LT_CLASSES_MAX 32
/* A parcel that is not shown at all, because a filter leaves it out. */
#define LT_CLASS_NOT_SHOWN 255

typedef enum
{
  LT_HATCH_NONE,
  LT_HATCH_RISING,  /* ／ */
  LT_HATCH_FALLING, /* ＼ */
  LT_HATCH_CROSS,   /* both */
  LT_HATCH_LEVEL,   /* ― */
} LtHatch;

typedef struct
{
  guint32 colour; /* 0xRRGGBBAA */
  LtHatch hatch;
  char letter[8];    /* UTF-8, short: a grade; "" none */
  const char *title; /* for the legend: "0.8 – 1.0", "A", "不达标" */
  gboolean hidden;
  guint count; /* parcels of this class; counted by lt_classes_new */
} LtClass;

/* What the legend says besides the classes; each may be NULL. */
typedef struct
{
  const char *title;   /* the indicator, verdict or grade: "容积率" */
  const char *unit;    /* "万元/亩" */
  const char *year;    /* "2025" */
  const char *scope;   /* 统计口径 */
  const char *source;  /* the rule set with its edition, or where the figures are from */
  const char *bounds;  /* which end of an interval is closed: "含下限，不含上限" */
  const char *no_data; /* title of class 0; NULL: "No data" in the language */
} LtClassesText;

struct _LtClasses
{
  /*< private >*/
  gatomicrefcount ref_count;
  GBytes *bytes;
  char **strings;
  /*< public, read only >*/
  guint generation;       /* of the snapshot it was made for */
  guint n_parcels;        /* as in the snapshot */
  const guint8 *class_of; /* n_parcels, in the snapshot's order */
  guint n_classes;        /* with class 0 */
  LtClass classes[LT_CLASSES_MAX];
  LtClassesText text;
};

#define LT_TYPE_CLASSES (lt_classes_get_type ())
GType lt_classes_get_type (void);

/* `class_of`: (transfer full) (allocated with g_malloc): for each parcel of the snapshot a number below
 * `n_classes` or LT_CLASS_NOT_SHOWN. `classes`: n_classes (1 to LT_CLASSES_MAX); strings are copied.
 * classes[0] is "no data": its look is set here (grey hatch) and its title from `text`.
 * Returns: (transfer full). */
LtClasses *lt_classes_new (const LtSnapshot *snapshot,
                           guint8 *class_of,
                           const LtClass *classes,
                           guint n_classes,
                           const LtClassesText *text);
LtClasses *lt_classes_ref (LtClasses *self);
void lt_classes_unref (LtClasses *self);

/* The same with class `number` hidden or shown. Shares the parcels' classes. Returns: (transfer full). */
LtClasses *lt_classes_with_hidden (const LtClasses *self, guint number, gboolean hidden);

/* Whether it belongs to this snapshot: painters take no other. `self` (nullable). */
gboolean lt_classes_fits (const LtClasses *self, const LtSnapshot *snapshot);

/* Whether a parcel (index in the snapshot) is shown; all are without classes that fit. */
gboolean lt_classes_shows (const LtClasses *self, const LtSnapshot *snapshot, guint parcel);

/* Looks that colour-blind people can tell apart. */
typedef enum
{
  LT_SCHEME_RAMP,      /* low to high, light to dark: YlGnBu of ColorBrewer (Brewer, Harrower) */
  LT_SCHEME_DIVERGING, /* PuOr of ColorBrewer, violet to orange */
  LT_SCHEME_GRADES,    /* A, B, C, D, then unrated: four colours of PuOr with letter and hatch */
  LT_SCHEME_VERDICTS,  /* meets the standard, falls short, no standard */
} LtScheme;

/* Sets colour, hatch and letter of `n` classes, which begin after "no data". */
void lt_classes_style (LtScheme scheme, LtClass *classes, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtClasses, lt_classes_unref)

G_END_DECLS
