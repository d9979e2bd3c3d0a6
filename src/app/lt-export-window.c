#include "config.h"

#include "lt-export-window.h"

#include <glib/gi18n-lib.h>

struct _LtExportWindow
{
  AdwWindow parent_instance;

  AdwComboRow *kind_row;
  AdwComboRow *rows_row;
  AdwComboRow *format_row;
  AdwComboRow *crs_row;
  AdwComboRow *titles_row;
  AdwComboRow *encoding_row;
  GtkLabel *problem_label;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (LtExportWindow, lt_export_window, ADW_TYPE_WINDOW)

static guint chosen_signal;

static const LtKind kinds[] = { LT_KIND_ENTERPRISE, LT_KIND_FIGURE,  LT_KIND_PARCEL,
                                LT_KIND_OCCUPANCY,  LT_KIND_PROJECT, LT_KIND_DISTRICT };

static const struct
{
  const char *name; /* NULL: the format's own */
  const char *title;
} systems[] = {
  { NULL, N_ ("The format's usual one") },
  { "EPSG:4326", N_ ("WGS-84 longitude and latitude") },
  { "EPSG:4490", N_ ("CGCS2000 longitude and latitude") },
  { "EPSG:4528", N_ ("CGCS2000 zone 40 (EPSG:4528)") },
  { "EPSG:4549", N_ ("CGCS2000, meridian 120° (EPSG:4549)") },
  { "gcj02", N_ ("GCJ-02 (Amap, Tencent)") },
  { "bd09", N_ ("BD-09 (Baidu)") },
};

static void
fill (AdwComboRow *row, const char *const *titles)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (titles);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

LtExportFormat
lt_export_window_get_options (LtExportWindow *self, LtExportOptions *options, gboolean *all)
{
  const char *crs = systems[adw_combo_row_get_selected (self->crs_row)].name;
  LtExportFormat format = (LtExportFormat) adw_combo_row_get_selected (self->format_row);

  *options = (LtExportOptions){ 0 };
  options->filter.kind = kinds[adw_combo_row_get_selected (self->kind_row)];
  options->chinese = adw_combo_row_get_selected (self->titles_row) == 0;
  if (crs != NULL)
    lt_crs_from_name (crs, &options->crs);
  if (format == LT_EXPORT_CSV)
    options->encoding = adw_combo_row_get_selected (self->encoding_row) == 0 ? LT_EXPORT_ENCODING_UTF8
                                                                             : LT_EXPORT_ENCODING_GB18030;
  /* Figures and occupancy are on no list. */
  *all = adw_combo_row_get_selected (self->rows_row) == 1 || options->filter.kind >= LT_N_KINDS;
  return format;
}

static void
check (LtExportWindow *self)
{
  LtExportOptions options;
  gboolean all;
  LtExportFormat format = lt_export_window_get_options (self, &options, &all);
  const char *problem = lt_export_format_check (format, options.filter.kind, &options.crs);

  gtk_widget_set_visible (GTK_WIDGET (self->rows_row), options.filter.kind < LT_N_KINDS);
  gtk_widget_set_visible (GTK_WIDGET (self->crs_row), options.filter.kind < LT_N_KINDS);
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_row), format == LT_EXPORT_CSV);
  gtk_label_set_text (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_widget_set_sensitive (self->save_button, problem == NULL);
}

static void
save_clicked (LtExportWindow *self)
{
  g_signal_emit (self, chosen_signal, 0);
}

static void
lt_export_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_EXPORT_WINDOW);

  G_OBJECT_CLASS (lt_export_window_parent_class)->dispose (object);
}

static void
lt_export_window_class_init (LtExportWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lt_export_window_dispose;
  chosen_signal = g_signal_new ("chosen", LT_TYPE_EXPORT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-export-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LtExportWindow, kind_row);
  gtk_widget_class_bind_template_child (widget_class, LtExportWindow, rows_row);
  gtk_widget_class_bind_template_child (widget_class, LtExportWindow, format_row);
  gtk_widget_class_bind_template_child (widget_class, LtExportWindow, crs_row);
  gtk_widget_class_bind_template_child (widget_class, LtExportWindow, titles_row);
  gtk_widget_class_bind_template_child (widget_class, LtExportWindow, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, LtExportWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, LtExportWindow, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fill_all (LtExportWindow *self)
{
  const char *kind_titles[G_N_ELEMENTS (kinds) + 1] = { NULL };
  const char *format_titles[LT_N_EXPORT_FORMATS + 1] = { NULL };
  const char *system_titles[G_N_ELEMENTS (systems) + 1] = { NULL };
  const char *rows[] = { _ ("Those on the list"), _ ("All"), NULL };
  const char *titles[] = { _ ("Chinese"), _ ("Field names"), NULL };
  const char *encodings[] = { _ ("UTF-8 (Excel)"), "GB18030", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    kind_titles[i] = lt_kind_get_title (kinds[i]);
  for (guint i = 0; i < LT_N_EXPORT_FORMATS; i++)
    format_titles[i] = lt_export_format_get_title ((LtExportFormat) i);
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    system_titles[i] = _ (systems[i].title);
  fill (self->kind_row, kind_titles);
  fill (self->rows_row, rows);
  fill (self->format_row, format_titles);
  fill (self->crs_row, system_titles);
  fill (self->titles_row, titles);
  fill (self->encoding_row, encodings);
}

static void
lt_export_window_init (LtExportWindow *self)
{
  AdwComboRow *rows[6];

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_all (self);
  rows[0] = self->kind_row;
  rows[1] = self->rows_row;
  rows[2] = self->format_row;
  rows[3] = self->crs_row;
  rows[4] = self->titles_row;
  rows[5] = self->encoding_row;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_signal_connect_object (rows[i], "notify::selected", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
}

LtExportWindow *
lt_export_window_new (GtkWindow *parent, LtKind kind)
{
  LtExportWindow *self = g_object_new (LT_TYPE_EXPORT_WINDOW, "transient-for", parent, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == kind)
      adw_combo_row_set_selected (self->kind_row, i);
  check (self);
  return self;
}
