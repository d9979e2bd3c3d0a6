#include "config.h"

#include "lt-import-row-item.h"

#include <glib/gi18n-lib.h>

struct _LtImportRowItem
{
  GObject parent_instance;

  const LtPlanDifference *difference;
  const LtIssue *issue;
};

G_DEFINE_FINAL_TYPE (LtImportRowItem, lt_import_row_item, G_TYPE_OBJECT)

static void
lt_import_row_item_class_init (LtImportRowItemClass *class)
{
}

static void
lt_import_row_item_init (LtImportRowItem *self)
{
}

LtImportRowItem *
lt_import_row_item_new (const LtPlanDifference *difference, const LtIssue *issue)
{
  LtImportRowItem *self = g_object_new (LT_TYPE_IMPORT_ROW_ITEM, NULL);

  self->difference = difference;
  self->issue = issue;
  return self;
}

const LtPlanDifference *
lt_import_row_item_get_difference (LtImportRowItem *self)
{
  return self->difference;
}

const LtIssue *
lt_import_row_item_get_issue (LtImportRowItem *self)
{
  return self->issue;
}

static void
add (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static char *
describe_row (guint row)
{
  return row > 0 ? g_strdup_printf (_ ("row %u"), row) : NULL;
}

char *
lt_import_row_item_get_title (LtImportRowItem *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *row = describe_row (self->issue != NULL ? self->issue->row : self->difference->row);

  if (self->issue != NULL)
    {
      add (text, row);
      add (text, self->issue->field);
      add (text, self->issue->value);
      if (text->len == 0)
        add (text, _ ("file"));
    }
  else
    {
      add (text, self->difference->key);
      add (text, self->difference->name);
      if (text->len == 0)
        add (text, row);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "总建筑面积 12,000 m² → 13,500 m²; 使用权人 甲 → 乙" */
char *
lt_import_row_item_get_text (LtImportRowItem *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->issue != NULL)
    return g_strdup (self->issue->message);
  for (guint i = 0; self->difference->changes != NULL && i < self->difference->changes->len; i++)
    {
      const LtPlanChange *change = g_ptr_array_index (self->difference->changes, i);
      g_autofree char *part = g_strdup_printf ("%s %s → %s", change->title,
                                               change->old != NULL ? change->old : _ ("not recorded"),
                                               change->new != NULL ? change->new : _ ("not recorded"));

      add (text, part);
    }
  if (self->difference->old_geometry != NULL)
    add (text, _ ("position"));
  if (text->len == 0)
    {
      g_autofree char *row = describe_row (self->difference->row);

      add (text, row);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
