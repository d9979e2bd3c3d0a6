#include "config.h"

#include "lt-land-filter.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-parts.h"

struct _LtLandFilter
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkSearchEntry *search;
  GtkMenuButton *more;
  GtkDropDown *industry;
  GtkEditable *at_least;
  GtkEditable *under;
  GtkWidget *worst;
  GtkDropDown *order;

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
  GSignalGroup *texts;
  GPtrArray *codes; /* of the menu of industries; [0] is "" */

  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (LtLandFilter, lt_land_filter, GTK_TYPE_WIDGET)

/* Order of the list: what, and which way; the first is "worst first". */
static const struct
{
  LtLandSort sort;
  gboolean descending;
  const char *title;
} orders[] = {
  { LT_LAND_SORT_WORST, FALSE, N_ ("Worst First") },   { LT_LAND_SORT_VALUE, FALSE, N_ ("Lowest First") },
  { LT_LAND_SORT_VALUE, TRUE, N_ ("Highest First") },  { LT_LAND_SORT_AREA, TRUE, N_ ("Largest First") },
  { LT_LAND_SORT_AREA, FALSE, N_ ("Smallest First") }, { LT_LAND_SORT_NUMBER, FALSE, N_ ("As Entered") },
};

static LtLandUse *
get_land_use (LtLandFilter *self)
{
  return self->session != NULL ? lt_session_get_land_use (self->session) : NULL;
}

/* --- showing what is chosen --- */

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The divisions that rows have. */
static void
collect_codes (LtLandFilter *self, const LtSubjects *subjects)
{
  g_ptr_array_set_size (self->codes, 0);
  for (guint i = 1; i < subjects->industry->len; i++)
    {
      const char *code = g_array_index (subjects->industry, LtIndustry, i).code;
      g_autofree char *division = g_strndup (code + strcspn (code, "0123456789"), 2);
      gboolean there = *division == '\0';

      for (guint j = 0; j < self->codes->len && !there; j++)
        there = strcmp (g_ptr_array_index (self->codes, j), division) == 0;
      if (!there)
        g_ptr_array_add (self->codes, g_steal_pointer (&division));
    }
  g_ptr_array_sort (self->codes, compare_codes);
  g_ptr_array_insert (self->codes, 0, g_strdup (""));
}

static void
sync_industries (LtLandFilter *self, const LtLandChoice *choice)
{
  LtLandResult *result = lt_land_use_get_result (get_land_use (self));
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  guint selected = 0;

  if (result == NULL)
    return;
  collect_codes (self, result->judgement->subjects);
  for (guint i = 0; i < self->codes->len; i++)
    {
      const char *code = g_ptr_array_index (self->codes, i);

      g_ptr_array_add (titles, (gpointer) (*code != '\0' ? code : _ ("All Industries")));
      selected = strcmp (code, choice->industry) == 0 ? i : selected;
    }
  lt_parts_set_titles (self->industry, titles, selected);
}

static void
sync_order (LtLandFilter *self, const LtLandChoice *choice)
{
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i].sort == choice->sort && (i == 0 || orders[i].descending == choice->descending))
      selected = i;
  gtk_drop_down_set_selected (self->order, selected);
  /* The menu says it already. */
  gtk_widget_set_visible (self->worst, selected != 0);
}

static void
sync_all (LtLandFilter *self)
{
  const LtLandChoice *choice;
  gboolean narrowed;

  if (self->session == NULL)
    return;
  choice = lt_land_use_get_choice (get_land_use (self));
  self->syncing = TRUE;
  sync_industries (self, choice);
  sync_order (self, choice);
  if (isnan (choice->at_least_mu) && !gtk_widget_has_focus (GTK_WIDGET (self->at_least)))
    gtk_editable_set_text (self->at_least, "");
  if (isnan (choice->under_mu) && !gtk_widget_has_focus (GTK_WIDGET (self->under)))
    gtk_editable_set_text (self->under, "");
  self->syncing = FALSE;
  narrowed = *choice->industry != '\0' || !isnan (choice->at_least_mu) || !isnan (choice->under_mu);
  if (narrowed)
    gtk_widget_add_css_class (GTK_WIDGET (self->more), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->more), "accent");
}

static void
sync_text (LtLandFilter *self)
{
  const char *text = lt_session_get_filter_text (self->session);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->search))))
    gtk_editable_set_text (GTK_EDITABLE (self->search), text);
}

/* --- choosing --- */

static void
on_search_changed (LtLandFilter *self)
{
  if (self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    lt_session_set_filter_text (self->session, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_stop_search (LtLandFilter *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (self->session != NULL)
    lt_session_set_filter_text (self->session, "");
}

static void
on_industry (LtLandFilter *self)
{
  guint selected = gtk_drop_down_get_selected (self->industry);
  LtLandChoice choice;

  if (self->syncing || self->session == NULL || selected >= self->codes->len)
    return;
  choice = *lt_land_use_get_choice (get_land_use (self));
  g_strlcpy (choice.industry, g_ptr_array_index (self->codes, selected), sizeof choice.industry);
  lt_land_use_set_choice (get_land_use (self), &choice);
}

static double
read_mu (GtkEditable *entry)
{
  const char *text = gtk_editable_get_text (entry);
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && value >= 0 ? value : (double) NAN;
}

static void
on_area_changed (LtLandFilter *self)
{
  LtLandChoice choice;

  if (self->syncing || self->session == NULL)
    return;
  choice = *lt_land_use_get_choice (get_land_use (self));
  choice.at_least_mu = read_mu (self->at_least);
  choice.under_mu = read_mu (self->under);
  lt_land_use_set_choice (get_land_use (self), &choice);
}

static void
set_order (LtLandFilter *self, guint index)
{
  LtLandChoice choice = *lt_land_use_get_choice (get_land_use (self));

  choice.sort = orders[index].sort;
  choice.descending = orders[index].descending;
  lt_land_use_set_choice (get_land_use (self), &choice);
}

static void
on_order (LtLandFilter *self)
{
  guint selected = gtk_drop_down_get_selected (self->order);

  if (!self->syncing && self->session != NULL && selected < G_N_ELEMENTS (orders))
    set_order (self, selected);
}

static void
on_worst (LtLandFilter *self)
{
  if (self->session != NULL)
    set_order (self, 0);
}

static void
on_clear_clicked (LtLandFilter *self)
{
  if (self->session != NULL)
    lt_land_use_clear_filters (get_land_use (self));
}

/* --- the widget --- */

static void
lt_land_filter_dispose (GObject *object)
{
  LtLandFilter *self = LT_LAND_FILTER (object);

  g_signal_group_set_target (self->signals, NULL);
  g_signal_group_set_target (self->texts, NULL);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_LAND_FILTER);

  G_OBJECT_CLASS (lt_land_filter_parent_class)->dispose (object);
}

static void
lt_land_filter_finalize (GObject *object)
{
  LtLandFilter *self = LT_LAND_FILTER (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->texts);
  g_ptr_array_unref (self->codes);

  G_OBJECT_CLASS (lt_land_filter_parent_class)->finalize (object);
}

static void
lt_land_filter_class_init (LtLandFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_land_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = lt_land_filter_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-land-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, LtLandFilter, box);
  gtk_widget_class_bind_template_child (widget_class, LtLandFilter, search);
  gtk_widget_class_bind_template_child (widget_class, LtLandFilter, more);
  gtk_widget_class_bind_template_child (widget_class, LtLandFilter, industry);
  gtk_widget_class_bind_template_child (widget_class, LtLandFilter, at_least);
  gtk_widget_class_bind_template_child (widget_class, LtLandFilter, under);
  gtk_widget_class_bind_template_child (widget_class, LtLandFilter, worst);
  gtk_widget_class_bind_template_child (widget_class, LtLandFilter, order);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_industry);
  gtk_widget_class_bind_template_callback (widget_class, on_area_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_order);
  gtk_widget_class_bind_template_callback (widget_class, on_worst);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
}

static void
lt_land_filter_init (LtLandFilter *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) none = gtk_string_list_new (NULL);

  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->syncing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    gtk_string_list_append (titles, _ (orders[i].title));
  gtk_drop_down_set_model (self->order, G_LIST_MODEL (titles));
  gtk_drop_down_set_model (self->industry, G_LIST_MODEL (none));
  self->syncing = FALSE;
  self->signals = g_signal_group_new (LT_TYPE_LAND_USE);
  g_signal_group_connect_object (self->signals, "judged", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "changed", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
  self->texts = g_signal_group_new (LT_TYPE_SESSION);
  g_signal_group_connect_object (self->texts, "notify::filter-text", G_CALLBACK (sync_text), self,
                                 G_CONNECT_SWAPPED);
}

void
lt_land_filter_set_session (LtLandFilter *self, LtSession *session)
{
  g_return_if_fail (LT_IS_LAND_FILTER (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, get_land_use (self));
  g_signal_group_set_target (self->texts, session);
  sync_all (self);
  if (session != NULL)
    sync_text (self);
}
