#include "config.h"

#include "lt-classes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-canvas.h"

#define NO_DATA_COLOUR 0xc9cccfff
#define STOPS 7

G_DEFINE_BOXED_TYPE (LtClasses, lt_classes, lt_classes_ref, lt_classes_unref)

/* clang-format off */
static const guint32 ramp[STOPS] = {
  0xffffccff, 0xc7e9b4ff, 0x7fcdbbff, 0x41b6c4ff, 0x1d91c0ff, 0x225ea8ff, 0x0c2c84ff,
};

static const guint32 diverging[STOPS] = {
  0x542788ff, 0x998ec3ff, 0xd8daebff, 0xf7f7f7ff, 0xfee0b6ff, 0xf1a340ff, 0xb35806ff,
};

static const LtClass grades[] = {
  { .colour = 0x5e3c99ff, .hatch = LT_HATCH_NONE, .letter = "A" },
  { .colour = 0xb2abd2ff, .hatch = LT_HATCH_RISING, .letter = "B" },
  { .colour = 0xfdb863ff, .hatch = LT_HATCH_FALLING, .letter = "C" },
  { .colour = 0xe66101ff, .hatch = LT_HATCH_CROSS, .letter = "D" },
  { .colour = 0xf7f7f7ff, .hatch = LT_HATCH_NONE, .letter = "" },
};

static const LtClass verdicts[] = {
  { .colour = 0xb2abd2ff, .hatch = LT_HATCH_NONE, .letter = "" },
  { .colour = 0xe66101ff, .hatch = LT_HATCH_CROSS, .letter = "" },
  { .colour = 0xf7f7f7ff, .hatch = LT_HATCH_LEVEL, .letter = "" },
};
/* clang-format on */

static char *
keep (GPtrArray *strings, const char *text)
{
  char *copy = g_strdup (text);

  if (copy != NULL)
    g_ptr_array_add (strings, copy);
  return copy;
}

/* One self-contained copy of everything but the parcels' classes. */
static LtClasses *
make (GBytes *bytes, guint generation, const LtClass *classes, guint n_classes, const LtClassesText *text)
{
  LtClasses *self = g_new0 (LtClasses, 1);
  g_autoptr (GPtrArray) strings = g_ptr_array_new ();
  gsize n;

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->class_of = g_bytes_get_data (bytes, &n);
  self->n_parcels = (guint) n;
  self->generation = generation;
  self->n_classes = n_classes;
  for (guint i = 0; i < n_classes; i++)
    {
      self->classes[i] = classes[i];
      self->classes[i].title = keep (strings, classes[i].title);
    }
  self->text = (LtClassesText){
    .title = keep (strings, text->title),
    .unit = keep (strings, text->unit),
    .year = keep (strings, text->year),
    .scope = keep (strings, text->scope),
    .source = keep (strings, text->source),
    .bounds = keep (strings, text->bounds),
    .no_data = keep (strings, text->no_data),
  };
  g_ptr_array_add (strings, NULL);
  self->strings = (char **) g_ptr_array_steal (strings, NULL);
  return self;
}

static void
count (LtClasses *self)
{
  guint counts[256] = { 0 };

  for (guint i = 0; i < self->n_parcels; i++)
    counts[self->class_of[i]]++;
  for (guint i = 0; i < self->n_classes; i++)
    self->classes[i].count = counts[i];
}

LtClasses *
lt_classes_new (const LtSnapshot *snapshot,
                guint8 *class_of,
                const LtClass *classes,
                guint n_classes,
                const LtClassesText *text)
{
  LtClass own[LT_CLASSES_MAX] = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  LtClasses *self;

  g_return_val_if_fail (snapshot != NULL && class_of != NULL && classes != NULL && text != NULL, NULL);
  g_return_val_if_fail (n_classes > 0 && n_classes <= LT_CLASSES_MAX, NULL);

  bytes = g_bytes_new_take (class_of, snapshot->parcels.n);
  memcpy (own, classes, n_classes * sizeof *classes);
  own[0] = (LtClass){
    .colour = NO_DATA_COLOUR,
    .hatch = LT_HATCH_RISING,
    .title = text->no_data != NULL ? text->no_data : _ ("No data"),
    .hidden = classes[0].hidden,
  };
  self = make (bytes, snapshot->generation, own, n_classes, text);
  count (self);
  return self;
}

LtClasses *
lt_classes_ref (LtClasses *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lt_classes_unref (LtClasses *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_bytes_unref (self->bytes);
  g_strfreev (self->strings);
  g_free (self);
}

LtClasses *
lt_classes_with_hidden (const LtClasses *self, guint number, gboolean hidden)
{
  LtClasses *other;

  g_return_val_if_fail (self != NULL && number < self->n_classes, NULL);

  other = make (self->bytes, self->generation, self->classes, self->n_classes, &self->text);
  other->classes[number].hidden = hidden;
  return other;
}

gboolean
lt_classes_fits (const LtClasses *self, const LtSnapshot *snapshot)
{
  return self != NULL && snapshot != NULL && self->generation == snapshot->generation
         && self->n_parcels == snapshot->parcels.n;
}

gboolean
lt_classes_shows (const LtClasses *self, const LtSnapshot *snapshot, guint parcel)
{
  guint number;

  if (!lt_classes_fits (self, snapshot))
    return TRUE;
  number = self->class_of[parcel];
  return number < self->n_classes && !self->classes[number].hidden;
}

/* Evenly from the first stop to the last. */
static guint32
sample (const guint32 *stops, guint i, guint n)
{
  double at = n > 1 ? (double) i * (STOPS - 1) / (n - 1) : (STOPS - 1) / 2.0;
  guint below = MIN ((guint) at, STOPS - 2);

  return lt_colour_mix (stops[below], stops[below + 1], at - below);
}

static void
take_look (LtClass *to, const LtClass *from)
{
  to->colour = from->colour;
  to->hatch = from->hatch;
  g_strlcpy (to->letter, from->letter, sizeof to->letter);
}

void
lt_classes_style (LtScheme scheme, LtClass *classes, guint n)
{
  g_return_if_fail (classes != NULL || n == 0);

  for (guint i = 0; i < n; i++)
    if (scheme == LT_SCHEME_GRADES)
      take_look (&classes[i], &grades[MIN (i, G_N_ELEMENTS (grades) - 1)]);
    else if (scheme == LT_SCHEME_VERDICTS)
      take_look (&classes[i], &verdicts[MIN (i, G_N_ELEMENTS (verdicts) - 1)]);
    else
      take_look (&classes[i],
                 &(LtClass){ .colour = sample (scheme == LT_SCHEME_RAMP ? ramp : diverging, i, n) });
}
