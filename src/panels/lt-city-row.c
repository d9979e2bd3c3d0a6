#include "config.h"

#include "lt-city-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-unit.h"

struct _LtCityRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *name;
  GtkLabel *figures;
};

G_DEFINE_FINAL_TYPE (LtCityRow, lt_city_row, GTK_TYPE_LIST_BOX_ROW)

static char *
describe_figures (LtCatalogue *catalogue, int year)
{
  guint n = lt_catalogue_get_n_chains (catalogue);
  g_autofree char *chains = g_strdup_printf (ngettext ("%u chain", "%u chains", n), n);
  g_autofree char *sum = lt_unit_format_money (lt_catalogue_get_sum_yi (catalogue) * 1e4);
  g_autofree char *plan = lt_unit_format_money (lt_catalogue_get_plan_yi (catalogue) * 1e4);
  g_autofree char *targets = year > 0 ? g_strdup_printf (_ ("Σ targets %d: %s"), year, sum)
                                      : g_strdup_printf (_ ("Σ targets: %s"), sum);

  if (isnan (lt_catalogue_get_plan_yi (catalogue)))
    return g_strdup_printf ("%s · %s", chains, targets);
  return g_strdup_printf (_ ("%s · %s · plan %s"), chains, targets, plan);
}

static void
lt_city_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_CITY_ROW);

  G_OBJECT_CLASS (lt_city_row_parent_class)->dispose (object);
}

static void
lt_city_row_class_init (LtCityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_city_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-city-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LtCityRow, name);
  gtk_widget_class_bind_template_child (widget_class, LtCityRow, figures);
}

static void
lt_city_row_init (LtCityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lt_city_row_new (void)
{
  return g_object_new (LT_TYPE_CITY_ROW, NULL);
}

void
lt_city_row_set_catalogue (LtCityRow *self, LtCatalogue *catalogue, int year)
{
  g_autofree char *figures = NULL, *sentence = NULL;

  g_return_if_fail (LT_IS_CITY_ROW (self));
  g_return_if_fail (LT_IS_CATALOGUE (catalogue));

  figures = describe_figures (catalogue, year);
  gtk_label_set_text (self->name, lt_catalogue_get_city_label (catalogue));
  gtk_label_set_text (self->figures, figures);
  sentence = g_strdup_printf (_ ("%s as a whole: %s"), lt_catalogue_get_city_label (catalogue), figures);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}
