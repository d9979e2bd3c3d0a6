#include "config.h"

#include "lt-land-districts.h"

#include <glib/gi18n-lib.h>

#include "lt-parts.h"
#include "lt-unit.h"

#define MAX_HEIGHT 192

struct _LtLandDistricts
{
  GtkWidget parent_instance;

  GtkExpander *expander;
  GtkGrid *grid;
  GtkLabel *note;

  /* owned */
  LtSession *session;
  GSignalGroup *signals;

  /* as the grid was built: districts without the total, classes without the sum */
  guint n_districts;
  guint n_classes;
};

G_DEFINE_FINAL_TYPE (LtLandDistricts, lt_land_districts, GTK_TYPE_WIDGET)

static LtLandUse *
get_land_use (LtLandDistricts *self)
{
  return self->session != NULL ? lt_session_get_land_use (self->session) : NULL;
}

/* Rows from 1 are districts and then the total; columns from 1 are classes, "no data" last, and then the
 * sum. */
static guint
get_class (const LtLandDistricts *self, guint column)
{
  return column % self->n_classes;
}

static const LtLandDistrict *
get_district (const LtLandDistricts *self, const LtLandResult *result, guint row)
{
  return row <= self->n_districts ? &g_array_index (result->districts, LtLandDistrict, row - 1) : NULL;
}

static const char *
get_row_title (LtLandDistricts *self, const LtLandResult *result, guint row)
{
  const LtLandDistrict *district = get_district (self, result, row);
  LtSnapshot *snapshot = lt_session_get_snapshot (self->session);
  LtDistrict *known;

  if (district == NULL)
    return _ ("Total");
  if (*district->district == '\0')
    return _ ("No district recorded");
  known = snapshot != NULL ? lt_catalogue_get_district (snapshot->catalogue, district->district) : NULL;
  return known != NULL ? lt_district_get_label (known) : district->district;
}

static const char *
get_column_title (const LtLandDistricts *self, const LtLandResult *result, guint column)
{
  return column <= self->n_classes ? result->looks[get_class (self, column)].title : _ ("All");
}

static LtLandSum
get_sum (const LtLandDistricts *self, const LtLandResult *result, guint row, guint column)
{
  const LtLandDistrict *district = get_district (self, result, row);
  LtLandSum sum = { 0 };

  if (district != NULL)
    return column <= self->n_classes ? district->classes[get_class (self, column)] : district->all;
  if (column <= self->n_classes)
    return result->sums[get_class (self, column)];
  for (guint i = 0; i < self->n_classes; i++)
    {
      sum.count += result->sums[i].count;
      sum.area_m2 += result->sums[i].area_m2;
    }
  return sum;
}

/* "0.5–" over "0.6", and never a sign parted from its figure. */
static char *
fold_title (const char *title)
{
  g_auto (GStrv) ends = g_strsplit (title, " – ", 2);
  char *text = g_strjoinv ("–\n", ends);

  if (g_str_has_prefix (text, "< ") || g_str_has_prefix (text, "≥ "))
    {
      g_auto (GStrv) words = g_strsplit (text, " ", 2);

      g_free (text);
      text = g_strjoinv ("\u00a0", words);
    }
  return text;
}

/* --- showing --- */

static void
sync_cell (LtLandDistricts *self, LtLandResult *result, guint row, guint column)
{
  GtkWidget *cell = gtk_grid_get_child_at (self->grid, (int) column, (int) row);
  const LtLandDistrict *district;
  LtLandSum sum;
  g_autofree char *count = NULL;
  g_autofree char *area = NULL;
  g_autofree char *full = NULL;

  if (row == 0 || column == 0)
    {
      const char *title = row > 0      ? get_row_title (self, result, row)
                          : column > 0 ? get_column_title (self, result, column)
                                       : "";
      g_autofree char *folded = row == 0 ? fold_title (title) : NULL;

      gtk_label_set_text (GTK_LABEL (cell), folded != NULL ? folded : title);
      gtk_widget_set_tooltip_text (cell, title);
      return;
    }
  district = get_district (self, result, row);
  sum = get_sum (self, result, row, column);
  count = lt_unit_format (sum.count, 0);
  area = lt_unit_format_area (sum.area_m2);
  full = g_strdup_printf ("%s · %s · %s · %s", get_row_title (self, result, row),
                          get_column_title (self, result, column), count, area);
  gtk_button_set_label (GTK_BUTTON (cell), count);
  gtk_widget_set_tooltip_text (cell, full);
  lt_parts_call_button (GTK_BUTTON (cell), full);
  /* The session has no name for rows without a district. */
  gtk_widget_set_sensitive (cell, sum.count > 0 && (district == NULL || *district->district != '\0'));
}

static void
on_cell_clicked (GtkButton *cell, LtLandDistricts *self)
{
  LtLandResult *result = self->session != NULL ? lt_land_use_get_result (get_land_use (self)) : NULL;
  int column, row, width, height;
  const LtLandDistrict *district;
  LtLandChoice choice;

  gtk_grid_query_child (self->grid, GTK_WIDGET (cell), &column, &row, &width, &height);
  if (result == NULL || result->n_classes != self->n_classes || result->districts->len != self->n_districts)
    return;
  district = get_district (self, result, (guint) row);
  choice = *lt_land_use_get_choice (get_land_use (self));
  choice.only = LT_VERDICT_NONE;
  choice.hidden = (guint) column <= self->n_classes
                      ? ((1u << self->n_classes) - 1) & ~(1u << get_class (self, (guint) column))
                      : 0;
  lt_land_use_set_choice (get_land_use (self), &choice);
  lt_session_set_district (self->session, district != NULL ? district->district : NULL);
}

static GtkWidget *
new_cell (LtLandDistricts *self, guint row, guint column)
{
  GtkWidget *cell;

  if (row > 0 && column > 0)
    {
      cell = gtk_button_new_with_label ("");
      gtk_widget_set_halign (cell, GTK_ALIGN_END);
      gtk_widget_add_css_class (cell, "flat");
      gtk_widget_add_css_class (cell, "lt-cell");
      g_signal_connect_object (cell, "clicked", G_CALLBACK (on_cell_clicked), self, 0);
    }
  else
    {
      cell = gtk_label_new ("");
      gtk_label_set_xalign (GTK_LABEL (cell), column == 0 ? 0 : 1);
      if (column == 0)
        {
          gtk_label_set_ellipsize (GTK_LABEL (cell), PANGO_ELLIPSIZE_END);
          gtk_label_set_width_chars (GTK_LABEL (cell), 10);
          gtk_label_set_max_width_chars (GTK_LABEL (cell), 16);
        }
      gtk_widget_add_css_class (cell, "lt-cell");
      if (row == 0)
        {
          gtk_label_set_wrap (GTK_LABEL (cell), TRUE);
          gtk_label_set_justify (GTK_LABEL (cell), GTK_JUSTIFY_RIGHT);
          gtk_label_set_max_width_chars (GTK_LABEL (cell), 7);
          gtk_widget_set_valign (cell, GTK_ALIGN_END);
          gtk_widget_add_css_class (cell, "lt-quiet");
        }
    }
  gtk_widget_add_css_class (cell, "caption");
  gtk_widget_add_css_class (cell, "numeric");
  return cell;
}

static void
build (LtLandDistricts *self, const LtLandResult *result)
{
  GtkWidget *child;

  if (self->n_districts == result->districts->len && self->n_classes == result->n_classes)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->n_districts = result->districts->len;
  self->n_classes = result->n_classes;
  for (guint row = 0; row <= self->n_districts + 1; row++)
    for (guint column = 0; column <= self->n_classes + 1; column++)
      gtk_grid_attach (self->grid, new_cell (self, row, column), (int) column, (int) row, 1, 1);
}

static gboolean
shows_row (const LtLandDistricts *self, const LtLandResult *result, guint row)
{
  const LtLandDistrict *district = row > 0 ? get_district (self, result, row) : NULL;

  return district == NULL || district->all.count > 0;
}

static void
sync_all (LtLandDistricts *self)
{
  LtLandResult *result = self->session != NULL ? lt_land_use_get_result (get_land_use (self)) : NULL;
  int year = result != NULL ? result->judgement->subjects->year : 0;
  g_autofree char *note = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->expander), result != NULL);
  if (result == NULL || !gtk_expander_get_expanded (self->expander))
    return;
  build (self, result);
  for (guint row = 0; row <= self->n_districts + 1; row++)
    for (guint column = 0; column <= self->n_classes + 1; column++)
      {
        sync_cell (self, result, row, column);
        gtk_widget_set_visible (gtk_grid_get_child_at (self->grid, (int) column, (int) row),
                                shows_row (self, result, row));
      }
  note = year > 0 ? g_strdup_printf ("%s · %d", lt_land_result_get_scope (result), year)
                  : g_strdup (lt_land_result_get_scope (result));
  gtk_label_set_text (self->note, note);
}

/* --- the widget --- */

static void
lt_land_districts_dispose (GObject *object)
{
  LtLandDistricts *self = LT_LAND_DISTRICTS (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  if (self->expander != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->expander)));

  G_OBJECT_CLASS (lt_land_districts_parent_class)->dispose (object);
}

static void
lt_land_districts_class_init (LtLandDistrictsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lt_land_districts_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lt_land_districts_init (LtLandDistricts *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *title = gtk_label_new (_ ("By District"));

  self->expander = GTK_EXPANDER (gtk_expander_new (NULL));
  self->grid = GTK_GRID (gtk_grid_new ());
  self->note = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (title, "caption");
  lt_parts_title_expander (self->expander, title);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_label_set_xalign (self->note, 0);
  gtk_label_set_wrap (self->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "lt-quiet");
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_expander_set_child (self->expander, box);
  gtk_widget_set_parent (GTK_WIDGET (self->expander), GTK_WIDGET (self));
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (sync_all), self,
                           G_CONNECT_SWAPPED);
  self->signals = g_signal_group_new (LT_TYPE_LAND_USE);
  g_signal_group_connect_object (self->signals, "judged", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
  sync_all (self);
}

void
lt_land_districts_set_session (LtLandDistricts *self, LtSession *session)
{
  g_return_if_fail (LT_IS_LAND_DISTRICTS (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, get_land_use (self));
  sync_all (self);
}
