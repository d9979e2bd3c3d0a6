#include "config.h"

#include "lt-record.h"

#include <math.h>
#include <string.h>

#define SAME_SHARE 1e-14
#define SAME_SIZE 1e-12

typedef struct
{
  char *text; /* kept for the next row, of `size` bytes */
  gsize size;
  double number;
  gboolean has;
} Value;

static void
set_text (Value *self, const char *text)
{
  gsize size;

  self->has = text != NULL && *text != '\0';
  if (!self->has)
    return;
  size = strlen (text) + 1;
  if (size <= self->size)
    {
      /* It may be a part of the text that is there. */
      memmove (self->text, text, size);
      return;
    }
  g_free (self->text);
  self->text = g_memdup2 (text, size);
  self->size = size;
}

struct _LtRecord
{
  GObject parent_instance;

  LtKind kind;
  gint64 id;
  const LtField *fields;
  guint n_fields;
  Value *values;
  LtGeometry *geometry;
  Value extra;
};

G_DEFINE_FINAL_TYPE (LtRecord, lt_record, G_TYPE_OBJECT)

static void
lt_record_finalize (GObject *object)
{
  LtRecord *self = LT_RECORD (object);

  lt_record_clear (self);
  for (guint i = 0; i < self->n_fields; i++)
    g_free (self->values[i].text);
  g_free (self->values);
  g_free (self->extra.text);
  G_OBJECT_CLASS (lt_record_parent_class)->finalize (object);
}

static void
lt_record_class_init (LtRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_record_finalize;
}

static void
lt_record_init (LtRecord *self)
{
}

LtRecord *
lt_record_new (LtKind kind)
{
  LtRecord *self;

  g_return_val_if_fail ((guint) kind < LT_N_TABLES, NULL);

  self = g_object_new (LT_TYPE_RECORD, NULL);
  self->kind = kind;
  self->fields = lt_fields_get (kind, &self->n_fields);
  self->values = g_new0 (Value, self->n_fields);
  return self;
}

LtRecord *
lt_record_copy (LtRecord *self)
{
  LtRecord *copy;

  g_return_val_if_fail (LT_IS_RECORD (self), NULL);

  copy = lt_record_new (self->kind);
  copy->id = self->id;
  for (guint i = 0; i < self->n_fields; i++)
    {
      const char *text = self->values[i].has ? self->values[i].text : NULL;

      copy->values[i] = self->values[i];
      copy->values[i].text = g_strdup (text);
      copy->values[i].size = text != NULL ? strlen (text) + 1 : 0;
    }
  copy->geometry = self->geometry != NULL ? lt_geometry_ref (self->geometry) : NULL;
  lt_record_set_extra (copy, lt_record_get_extra (self));
  return copy;
}

void
lt_record_clear (LtRecord *self)
{
  g_return_if_fail (LT_IS_RECORD (self));

  for (guint i = 0; i < self->n_fields; i++)
    self->values[i].has = FALSE;
  g_clear_pointer (&self->geometry, lt_geometry_unref);
  self->extra.has = FALSE;
  self->id = 0;
}

LtKind
lt_record_get_kind (LtRecord *self)
{
  g_return_val_if_fail (LT_IS_RECORD (self), LT_KIND_DISTRICT);

  return self->kind;
}

gint64
lt_record_get_id (LtRecord *self)
{
  g_return_val_if_fail (LT_IS_RECORD (self), 0);

  return self->id;
}

void
lt_record_set_id (LtRecord *self, gint64 id)
{
  g_return_if_fail (LT_IS_RECORD (self));

  self->id = id;
}

static gboolean
is_numeric (LtRecord *self, guint field)
{
  return self->fields[field].type == LT_FIELD_INTEGER || self->fields[field].type == LT_FIELD_NUMBER;
}

const char *
lt_record_get_text (LtRecord *self, guint field)
{
  g_return_val_if_fail (LT_IS_RECORD (self) && field < self->n_fields, NULL);

  return self->values[field].has ? self->values[field].text : NULL;
}

void
lt_record_set_text (LtRecord *self, guint field, const char *text)
{
  g_return_if_fail (LT_IS_RECORD (self) && field < self->n_fields && !is_numeric (self, field));

  set_text (&self->values[field], text);
}

gboolean
lt_record_get_number (LtRecord *self, guint field, double *value)
{
  g_return_val_if_fail (LT_IS_RECORD (self) && field < self->n_fields && value != NULL, FALSE);

  if (!is_numeric (self, field) || !self->values[field].has)
    return FALSE;
  *value = self->values[field].number;
  return TRUE;
}

void
lt_record_set_number (LtRecord *self, guint field, double value)
{
  g_return_if_fail (LT_IS_RECORD (self) && field < self->n_fields && is_numeric (self, field));

  self->values[field].number = value;
  self->values[field].has = isfinite (value);
}

gboolean
lt_record_is_same_number (double a, double b)
{
  return fabs (a - b) <= fmax (SAME_SHARE * fabs (a), SAME_SIZE);
}

gboolean
lt_record_has (LtRecord *self, guint field)
{
  g_return_val_if_fail (LT_IS_RECORD (self) && field < self->n_fields, FALSE);

  return self->values[field].has;
}

LtGeometry *
lt_record_get_geometry (LtRecord *self)
{
  g_return_val_if_fail (LT_IS_RECORD (self), NULL);

  return self->geometry;
}

void
lt_record_take_geometry (LtRecord *self, LtGeometry *geometry)
{
  g_return_if_fail (LT_IS_RECORD (self));

  g_clear_pointer (&self->geometry, lt_geometry_unref);
  self->geometry = geometry;
}

const char *
lt_record_get_extra (LtRecord *self)
{
  g_return_val_if_fail (LT_IS_RECORD (self), NULL);

  return self->extra.has ? self->extra.text : NULL;
}

void
lt_record_set_extra (LtRecord *self, const char *json)
{
  g_return_if_fail (LT_IS_RECORD (self));

  set_text (&self->extra, json);
}

const char *
lt_record_peek (LtRecord *self, const char *name)
{
  int field;

  g_return_val_if_fail (LT_IS_RECORD (self) && name != NULL, NULL);

  field = lt_fields_find (self->kind, name);
  g_return_val_if_fail (field >= 0 && !is_numeric (self, (guint) field), NULL);
  return self->values[field].has ? self->values[field].text : NULL;
}

static gboolean
is_among (const guint *numbers, guint n, guint number)
{
  for (guint i = 0; i < n; i++)
    {
      if (numbers[i] == number)
        return TRUE;
    }
  return FALSE;
}

guint
lt_record_get_chains (LtRecord *self, guint *numbers, guint max)
{
  int field;
  const char *at;
  guint n = 0;

  g_return_val_if_fail (LT_IS_RECORD (self) && (numbers != NULL || max == 0), 0);

  field = lt_fields_find (self->kind, "chains");
  at = field >= 0 && self->values[field].has ? self->values[field].text : NULL;
  while (at != NULL && *at != '\0' && n < max)
    {
      char *end;
      guint64 number = g_ascii_strtoull (at, &end, 10);

      if (end == at)
        {
          at++;
          continue;
        }
      at = end;
      if (number > 0 && number <= G_MAXINT && !is_among (numbers, n, (guint) number))
        numbers[n++] = (guint) number;
    }
  return n;
}
