#include "config.h"

#include "lt-import-fields-page.h"

#include <glib/gi18n-lib.h>

#include "lt-field.h"

#define MAX_COLUMNS 80

/* What a column may be for besides a field. */
static const struct
{
  const char *name; /* as the plan's map takes it; NULL: kept */
  const char *title;
} others[] = {
  { NULL, N_ ("Kept as it is") },
  { "lon", N_ ("Longitude or easting") },
  { "lat", N_ ("Latitude or northing") },
  { "wkt", N_ ("Geometry (WKT)") },
};

struct _LtImportFieldsPage
{
  LtImportPage parent_instance;

  GtkBox *box;
  GtkWidget *group;
  GPtrArray *rows;       /* AdwComboRow, one for each column that is shown */
  GPtrArray *names;      /* of the columns, owned */
  GtkStringList *titles; /* others, then the kind's fields */
};

G_DEFINE_FINAL_TYPE (LtImportFieldsPage, lt_import_fields_page, LT_TYPE_IMPORT_PAGE)

static const char *
get_choice (LtImportFieldsPage *self, guint selected)
{
  LtKind kind = lt_import_plan_get_kind (lt_import_page_get_plan (LT_IMPORT_PAGE (self)));

  if (selected < G_N_ELEMENTS (others))
    return others[selected].name;
  return lt_fields_get (kind, NULL)[selected - G_N_ELEMENTS (others)].name;
}

static guint
find_choice (LtKind kind, const char *field)
{
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strcmp0 (others[i].name, field) == 0)
      return i;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (fields[i].name, field) == 0)
      return G_N_ELEMENTS (others) + i;
  return 0;
}

/* Everything that is matched is said, so that nothing the person did not touch moves. A field that was
 * just given to one column is taken from the one that had it. */
static void
matched (LtImportFieldsPage *self, GParamSpec *pspec, AdwComboRow *changed)
{
  LtImportPage *page = LT_IMPORT_PAGE (self);
  g_autoptr (GPtrArray) map = NULL;
  const char *taken;

  if (lt_import_page_is_updating (page))
    return;
  map = g_ptr_array_new_with_free_func (g_free);
  taken = get_choice (self, adw_combo_row_get_selected (changed));
  for (guint i = 0; i < self->rows->len; i++)
    {
      AdwComboRow *row = g_ptr_array_index (self->rows, i);
      const char *choice = get_choice (self, adw_combo_row_get_selected (row));

      if (choice != NULL && (row == changed || g_strcmp0 (choice, taken) != 0))
        g_ptr_array_add (map, g_strdup_printf ("%s=%s", choice, (char *) g_ptr_array_index (self->names, i)));
    }
  g_ptr_array_add (map, NULL);
  lt_import_plan_set_map (lt_import_page_get_plan (page), (const char *const *) map->pdata);
  lt_import_page_say (page);
}

static void
fill_titles (LtImportFieldsPage *self, LtKind kind)
{
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  g_clear_object (&self->titles);
  self->titles = gtk_string_list_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    gtk_string_list_append (self->titles, _ (others[i].title));
  for (guint i = 0; i < n; i++)
    {
      const char *unit = lt_field_get_unit (&fields[i]);
      g_autofree char *title = unit != NULL
                                   ? g_strdup_printf ("%s (%s)", lt_field_get_title (&fields[i]), unit)
                                   : g_strdup (lt_field_get_title (&fields[i]));

      gtk_string_list_append (self->titles, title);
    }
}

/* "12.3 · 45 · 6", and the unit that the file says for it with what a value is multiplied with. */
static char *
describe (const LtPlanColumn *column)
{
  g_autofree char *samples = lt_import_page_join ((const char *const *) column->samples);

  if (column->field == NULL || column->unit == NULL || column->file_unit == NULL || column->factor <= 0)
    return g_steal_pointer (&samples);
  /* Translators: sample values; then the unit they are in: 12 · 15 (in 万元) */
  if (column->factor == 1.0)
    return g_strdup_printf (_ ("%s (in %s)"), samples, column->file_unit);
  /* Translators: the same, and how they are converted: 12 · 15 (in 亩: × 666.667 m²) */
  return g_strdup_printf (_ ("%s (in %s: × %g %s)"), samples, column->file_unit, column->factor,
                          column->unit);
}

static void
add_row (LtImportFieldsPage *self, LtKind kind, const LtPlanColumn *column)
{
  g_autofree char *text = describe (column);
  GtkWidget *row = g_object_new (ADW_TYPE_COMBO_ROW, "use-markup", FALSE, "title", column->name, "subtitle",
                                 text, "title-lines", 1, "subtitle-lines", 1, "model", self->titles, NULL);

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_choice (kind, column->field));
  gtk_widget_set_tooltip_text (row, text);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->names, g_strdup (column->name));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (matched), self, G_CONNECT_SWAPPED);
}

/* --- when the same columns are matched anew, the rows stay: the one that has the focus too --- */

static gboolean
is_same (LtImportFieldsPage *self, GPtrArray *columns)
{
  if (self->group == NULL || self->rows->len != MIN (columns->len, MAX_COLUMNS))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->names, i),
                   ((LtPlanColumn *) g_ptr_array_index (columns, i))->name)
        != 0)
      return FALSE;
  return TRUE;
}

static void
refresh (LtImportFieldsPage *self, LtKind kind, GPtrArray *columns)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const LtPlanColumn *column = g_ptr_array_index (columns, i);
      AdwComboRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *text = describe (column);

      adw_combo_row_set_selected (row, find_choice (kind, column->field));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
    }
}

static void
build (LtImportFieldsPage *self, LtKind kind, GPtrArray *columns)
{
  if (self->group != NULL)
    gtk_box_remove (self->box, self->group);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->names, 0);
  self->group = g_object_new (
      ADW_TYPE_PREFERENCES_GROUP, "title", _ ("Columns and What They Are For"), "description",
      _ ("A column that is for none of the fields is kept with its row and can be seen on its card."), NULL);
  for (guint i = 0; i < MIN (columns->len, MAX_COLUMNS); i++)
    add_row (self, kind, g_ptr_array_index (columns, i));
  if (columns->len > MAX_COLUMNS)
    {
      g_autofree char *more
          = g_strdup_printf (_ ("… and %u more, matched by their titles"), columns->len - MAX_COLUMNS);
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", more, NULL);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
    }
  gtk_box_append (self->box, self->group);
}

static void
update (LtImportPage *page, LtImportPlan *plan)
{
  LtImportFieldsPage *self = LT_IMPORT_FIELDS_PAGE (page);
  LtKind kind = lt_import_plan_get_kind (plan);
  GPtrArray *columns = lt_import_plan_get_columns (plan);
  guint n;

  lt_fields_get (kind, &n);
  if (columns == NULL)
    return;
  if (self->titles != NULL
      && g_list_model_get_n_items (G_LIST_MODEL (self->titles)) == n + G_N_ELEMENTS (others)
      && is_same (self, columns))
    {
      refresh (self, kind, columns);
      return;
    }
  fill_titles (self, kind);
  build (self, kind, columns);
}

static void
lt_import_fields_page_finalize (GObject *object)
{
  LtImportFieldsPage *self = LT_IMPORT_FIELDS_PAGE (object);

  g_clear_object (&self->titles);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->names);

  G_OBJECT_CLASS (lt_import_fields_page_parent_class)->finalize (object);
}

static void
lt_import_fields_page_class_init (LtImportFieldsPageClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lt_import_fields_page_finalize;
  LT_IMPORT_PAGE_CLASS (class)->update = update;
}

static void
lt_import_fields_page_init (LtImportFieldsPage *self)
{
  self->rows = g_ptr_array_new ();
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->box = lt_import_page_make_box (LT_IMPORT_PAGE (self));
}
