#include "config.h"

#include "lt-city-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-count-links.h"
#include "lt-parts.h"
#include "lt-target-row.h"
#include "lt-unit.h"

struct _LtCityPage
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *plan;
  GtkLabel *status;
  LtCountLinks *counts;
  GtkLabel *goal;
  GtkLabel *sum;
  GtkLabel *goal_figure;
  GtkLabel *difference;
  GtkBox *targets;
  GtkBox *tasks;
  GtkBox *mechanisms;
  GtkLabel *source;

  /* owned */
  LtSession *session;
  LtCatalogue *catalogue;
};

G_DEFINE_FINAL_TYPE (LtCityPage, lt_city_page, GTK_TYPE_WIDGET)

static void
on_target_clicked (LtCityPage *self, LtTargetRow *row)
{
  lt_session_set_chain (self->session, lt_chain_get_number (lt_target_row_get_chain (row)));
}

static void
show_targets (LtCityPage *self)
{
  guint n = lt_catalogue_get_n_chains (self->catalogue);
  double largest = 0;

  lt_parts_clear (self->targets);
  for (guint i = 0; i < n; i++)
    largest = fmax (largest, lt_chain_get_target_yi (lt_catalogue_get_chain_at (self->catalogue, i)));
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = lt_target_row_new (lt_catalogue_get_chain_at (self->catalogue, i), largest);

      g_signal_connect_object (row, "clicked", G_CALLBACK (on_target_clicked), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->targets, row);
    }
}

static void
show_measures (LtCityPage *self, GtkBox *box, const char *kind)
{
  const char *const *lines = lt_catalogue_get_measures (self->catalogue, kind);

  lt_parts_clear (box);
  for (guint i = 0; lines && lines[i]; i++)
    gtk_box_append (box, lt_parts_new_line (i + 1, lines[i]));
}

static void
show_value (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

/* The plan's own total need not be the sum of its targets: both are said, neither is hidden. */
static void
show_sums (LtCityPage *self)
{
  double sum_yi = lt_catalogue_get_sum_yi (self->catalogue);
  double plan_yi = lt_catalogue_get_plan_yi (self->catalogue);
  guint n = lt_catalogue_get_n_chains (self->catalogue);
  g_autofree char *sum = lt_unit_format_money (sum_yi * 1e4);
  g_autofree char *plan = lt_unit_format_money (plan_yi * 1e4);
  g_autofree char *difference = NULL;

  if (!isnan (sum_yi) && !isnan (plan_yi) && fabs (sum_yi - plan_yi) > 0.5)
    {
      g_autofree char *gap = lt_unit_format_money (fabs (plan_yi - sum_yi) * 1e4);

      difference = g_strdup_printf (
          ngettext ("The target of the %u chain comes to %s; the plan's goal is over %s. "
                    "The text does not say where the difference of %s comes from.",
                    "The targets of the %u chains add up to %s; the plan's goal is over %s. "
                    "The text does not say where the difference of %s comes from.",
                    n),
          n, sum, plan, gap);
    }
  gtk_label_set_text (self->sum, sum);
  gtk_label_set_text (self->goal_figure, plan);
  show_value (self->difference, difference);
}

static void
show_plan (LtCityPage *self)
{
  const char *date = lt_catalogue_get_value (self->catalogue, "date");
  const char *status = lt_catalogue_get_text (self->catalogue, "status");
  const char *source = lt_catalogue_get_text (self->catalogue, "source");
  g_autofree char *from = source ? g_strdup_printf (_ ("Source: %s"), source) : NULL;
  g_autofree char *dated = g_strdup_printf (_ ("Date: %s"), date && *date ? date : _ ("not recorded"));
  g_autofree char *line = status && *status ? g_strdup_printf ("%s · %s", status, dated) : g_strdup (dated);

  gtk_label_set_text (self->title, lt_catalogue_get_city_label (self->catalogue));
  show_value (self->plan, lt_catalogue_get_label (self->catalogue));
  show_value (self->status, line);
  show_value (self->goal, lt_catalogue_get_text (self->catalogue, "goal_text"));
  show_value (self->source, from);
}

void
lt_city_page_update (LtCityPage *self)
{
  g_return_if_fail (LT_IS_CITY_PAGE (self));

  if (self->session == NULL || !g_set_object (&self->catalogue, lt_session_get_catalogue (self->session))
      || self->catalogue == NULL)
    return;
  show_plan (self);
  show_sums (self);
  show_targets (self);
  show_measures (self, self->tasks, "task");
  show_measures (self, self->mechanisms, "mechanism");
}

void
lt_city_page_set_session (LtCityPage *self, LtSession *session, LtKindCounts *counts)
{
  g_return_if_fail (LT_IS_CITY_PAGE (self));

  g_set_object (&self->session, session);
  lt_count_links_set (self->counts, session, counts);
}

static void
lt_city_page_dispose (GObject *object)
{
  LtCityPage *self = LT_CITY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_CITY_PAGE);
  g_clear_object (&self->session);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (lt_city_page_parent_class)->dispose (object);
}

static void
lt_city_page_class_init (LtCityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_city_page_dispose;

  g_type_ensure (LT_TYPE_COUNT_LINKS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-city-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, box);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, title);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, plan);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, status);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, counts);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, goal);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, sum);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, goal_figure);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, difference);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, targets);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, tasks);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, mechanisms);
  gtk_widget_class_bind_template_child (widget_class, LtCityPage, source);
}

static void
lt_city_page_init (LtCityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
