#include "config.h"

#include "lt-land-summary.h"

#include <glib/gi18n-lib.h>

#include "lt-unit.h"
#include "lt-verdict-mark.h"
#include "lt-wrap-box.h"

#define N_CHIPS 6

struct _LtLandSummary
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkToggleButton *chips[N_CHIPS];
  GtkLabel *texts[N_CHIPS];
  GtkImage *icons[N_CHIPS];

  /* owned */
  LtSession *session;
  GSignalGroup *signals;

  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (LtLandSummary, lt_land_summary, GTK_TYPE_WIDGET)

/* The verdicts in the order they matter. */
static const LtVerdict verdicts[]
    = { LT_VERDICT_FAIL, LT_VERDICT_PASS, LT_VERDICT_NO_STANDARD, LT_VERDICT_MISSING };

static LtLandUse *
get_land_use (LtLandSummary *self)
{
  return self->session != NULL ? lt_session_get_land_use (self->session) : NULL;
}

static char *
describe (const char *title, const LtLandSum *sum)
{
  g_autofree char *count = lt_unit_format (sum->count, 0);
  g_autofree char *area = lt_unit_format_area (sum->area_m2);

  return sum->area_m2 > 0 ? g_strdup_printf ("%s %s · %s", title, count, area)
                          : g_strdup_printf ("%s %s", title, count);
}

static void
set_chip (LtLandSummary *self,
          guint index,
          const char *title,
          const LtLandSum *sum,
          const char *icon,
          gboolean active)
{
  g_autofree char *count = lt_unit_format (sum->count, 0);
  g_autofree char *text = g_strdup_printf ("%s %s", title, count);
  g_autofree char *full = describe (title, sum);

  gtk_label_set_text (self->texts[index], text);
  gtk_image_set_from_icon_name (self->icons[index], icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icons[index]), icon != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->chips[index]), full);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chips[index]), GTK_ACCESSIBLE_PROPERTY_LABEL, full,
                                  -1);
  gtk_toggle_button_set_active (self->chips[index], active);
  gtk_widget_set_visible (GTK_WIDGET (self->chips[index]), TRUE);
}

/* The only class that is left, or 0. */
static guint
get_only_class (const LtLandResult *result, guint32 hidden)
{
  guint only = 0;

  for (guint i = 1; i < result->n_classes; i++)
    if ((hidden >> i & 1) == 0)
      only = only == 0 ? i : G_MAXUINT;
  return only == G_MAXUINT || hidden == 0 ? 0 : only;
}

static void
sync_all (LtLandSummary *self)
{
  LtLandResult *result = self->session != NULL ? lt_land_use_get_result (get_land_use (self)) : NULL;
  const LtLandChoice *choice;

  self->syncing = TRUE;
  for (guint i = 0; i < N_CHIPS; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->chips[i]), FALSE);
  if (result != NULL)
    {
      choice = lt_land_use_get_choice (get_land_use (self));
      if (result->choice.show == LT_LAND_GRADE)
        for (guint i = 1; i < result->n_classes; i++)
          set_chip (self, i - 1, result->looks[i].title, &result->sums[i], NULL,
                    get_only_class (result, choice->hidden) == i);
      else
        for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
          set_chip (self, i, lt_verdict_get_title (verdicts[i]), &result->verdicts[verdicts[i]],
                    lt_verdict_mark_get_icon (verdicts[i]), choice->only == verdicts[i]);
    }
  self->syncing = FALSE;
}

static void
on_toggled (LtLandSummary *self, GtkToggleButton *button)
{
  LtLandResult *result;
  gboolean active = gtk_toggle_button_get_active (button);
  LtLandChoice choice;
  guint index = 0;

  result = self->session != NULL ? lt_land_use_get_result (get_land_use (self)) : NULL;
  if (self->syncing || result == NULL)
    return;
  while (index < N_CHIPS && self->chips[index] != button)
    index++;
  choice = *lt_land_use_get_choice (get_land_use (self));
  if (result->choice.show == LT_LAND_GRADE)
    choice.hidden = active ? ((1u << result->n_classes) - 1) & ~(1u << (index + 1)) : 0;
  else
    choice.only = active ? verdicts[index] : LT_VERDICT_NONE;
  lt_land_use_set_choice (get_land_use (self), &choice);
}

static void
add_chip (LtLandSummary *self, guint index)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->chips[index] = GTK_TOGGLE_BUTTON (button);
  self->icons[index] = GTK_IMAGE (gtk_image_new ());
  self->texts[index] = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->texts[index]), "numeric");
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->icons[index]));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->texts[index]));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "lt-chip");
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  lt_wrap_box_append (LT_WRAP_BOX (self->box), button);
}

static void
lt_land_summary_dispose (GObject *object)
{
  LtLandSummary *self = LT_LAND_SUMMARY (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (lt_land_summary_parent_class)->dispose (object);
}

static void
lt_land_summary_class_init (LtLandSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lt_land_summary_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lt_land_summary_init (LtLandSummary *self)
{
  self->box = lt_wrap_box_new ();
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint i = 0; i < N_CHIPS; i++)
    add_chip (self, i);
  self->signals = g_signal_group_new (LT_TYPE_LAND_USE);
  g_signal_group_connect_object (self->signals, "judged", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
  sync_all (self);
}

void
lt_land_summary_set_session (LtLandSummary *self, LtSession *session)
{
  g_return_if_fail (LT_IS_LAND_SUMMARY (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, get_land_use (self));
  sync_all (self);
}
