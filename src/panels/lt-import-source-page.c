#include "config.h"

#include "lt-import-source-page.h"

#include <glib/gi18n-lib.h>

#include "lt-unit.h"

#define MAX_PREVIEWS 12

struct _LtImportSourcePage
{
  LtImportPage parent_instance;

  AdwActionRow *file_row;
  AdwComboRow *kind_row;
  AdwComboRow *layer_row;
  AdwComboRow *encoding_row;
  GtkBox *box;
  GtkWidget *preview; /* group */
};

G_DEFINE_FINAL_TYPE (LtImportSourcePage, lt_import_source_page, LT_TYPE_IMPORT_PAGE)

/* NULL: found out. */
static const char *const encodings[] = { NULL, "UTF-8", "GB18030", "Big5", "UTF-16LE" };

static void
set_titles (AdwComboRow *row, const char *const *titles)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (titles);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
kind_changed (LtImportSourcePage *self)
{
  LtImportPage *page = LT_IMPORT_PAGE (self);

  if (lt_import_page_is_updating (page) || lt_import_page_get_plan (page) == NULL)
    return;
  lt_import_plan_set_kind (lt_import_page_get_plan (page),
                           (LtKind) adw_combo_row_get_selected (self->kind_row));
  lt_import_plan_set_map (lt_import_page_get_plan (page), NULL);
  lt_import_page_say (page);
}

static void
layer_changed (LtImportSourcePage *self)
{
  LtImportPage *page = LT_IMPORT_PAGE (self);
  guint selected = adw_combo_row_get_selected (self->layer_row);
  g_autofree char *layer = NULL;

  if (lt_import_page_is_updating (page) || lt_import_page_get_plan (page) == NULL
      || selected == GTK_INVALID_LIST_POSITION)
    return;
  layer = g_strdup (
      gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (self->layer_row)), selected));
  lt_import_plan_set_layer (lt_import_page_get_plan (page), layer);
  lt_import_page_say (page);
}

static void
encoding_changed (LtImportSourcePage *self)
{
  LtImportPage *page = LT_IMPORT_PAGE (self);
  guint selected = adw_combo_row_get_selected (self->encoding_row);

  if (lt_import_page_is_updating (page) || lt_import_page_get_plan (page) == NULL
      || selected >= G_N_ELEMENTS (encodings))
    return;
  lt_import_plan_set_encoding (lt_import_page_get_plan (page), encodings[selected]);
  lt_import_page_say (page);
}

static void
show_layers (LtImportSourcePage *self, LtImportPlan *plan)
{
  const char *const *layers = lt_import_plan_get_layers (plan);
  const char *open = lt_import_plan_get_layer (plan);
  gboolean several = layers != NULL && layers[0] != NULL && layers[1] != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->layer_row), several);
  if (!several)
    return;
  set_titles (self->layer_row, layers);
  for (guint i = 0; layers[i] != NULL; i++)
    if (g_strcmp0 (layers[i], open) == 0)
      adw_combo_row_set_selected (self->layer_row, i);
}

static void
show_file (LtImportSourcePage *self, LtImportPlan *plan)
{
  g_autofree char *name = g_path_get_basename (lt_import_plan_get_source (plan));
  const char *format = lt_import_plan_get_format (plan);
  gint64 n = lt_import_plan_get_n_rows (plan);
  g_autofree char *rows = n >= 0 ? lt_unit_format ((double) n, 0) : NULL;
  g_autofree char *text = rows != NULL
                              /* Translators: a format and how many rows: "CSV · 300 rows" */
                              ? g_strdup_printf (ngettext ("%s · %s row", "%s · %s rows", (gulong) n),
                                                 format != NULL ? format : "", rows)
                              : g_strdup (format != NULL ? format : "");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), name);
  adw_action_row_set_subtitle (self->file_row, text);
}

static void
show_preview (LtImportSourcePage *self, LtImportPlan *plan)
{
  GPtrArray *columns = lt_import_plan_get_columns (plan);

  if (self->preview != NULL)
    gtk_box_remove (self->box, self->preview);
  self->preview = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _ ("First Values"), NULL);
  for (guint i = 0; columns != NULL && i < MIN (columns->len, MAX_PREVIEWS); i++)
    {
      const LtPlanColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *samples = lt_import_page_join ((const char *const *) column->samples);
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", column->name,
                                     "subtitle", samples, "title-lines", 1, "subtitle-lines", 1, NULL);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->preview), row);
    }
  gtk_box_append (self->box, self->preview);
}

static void
update (LtImportPage *page, LtImportPlan *plan)
{
  LtImportSourcePage *self = LT_IMPORT_SOURCE_PAGE (page);
  const char *text = lt_import_plan_get_encoding_text (plan);

  show_file (self, plan);
  adw_combo_row_set_selected (self->kind_row, lt_import_plan_get_kind (plan));
  show_layers (self, plan);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->encoding_row), text != NULL ? text : "");
  show_preview (self, plan);
}

static AdwComboRow *
add_combo (LtImportSourcePage *self, GtkWidget *group, const char *title, GCallback changed)
{
  GtkWidget *row
      = g_object_new (ADW_TYPE_COMBO_ROW, "title", title, "use-markup", FALSE, "subtitle-lines", 3, NULL);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_object (row, "notify::selected", changed, self, G_CONNECT_SWAPPED);
  return ADW_COMBO_ROW (row);
}

static void
lt_import_source_page_class_init (LtImportSourcePageClass *class)
{
  LT_IMPORT_PAGE_CLASS (class)->update = update;
}

static void
lt_import_source_page_init (LtImportSourcePage *self)
{
  const char *kind_titles[LT_N_TABLES + 1] = { NULL };
  const char *encoding_titles[] = { _ ("Find out"), "UTF-8", "GB18030 / GBK", "Big5", "UTF-16", NULL };
  GtkWidget *group = adw_preferences_group_new ();

  self->box = lt_import_page_make_box (LT_IMPORT_PAGE (self));
  gtk_box_append (self->box, group);
  self->file_row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->file_row));
  self->kind_row = add_combo (self, group, _ ("Contains"), G_CALLBACK (kind_changed));
  self->layer_row = add_combo (self, group, _ ("Layer"), G_CALLBACK (layer_changed));
  self->encoding_row = add_combo (self, group, _ ("Encoding"), G_CALLBACK (encoding_changed));
  for (guint i = 0; i < LT_N_TABLES; i++)
    kind_titles[i] = lt_kind_get_title ((LtKind) i);
  set_titles (self->kind_row, kind_titles);
  set_titles (self->encoding_row, encoding_titles);
}
