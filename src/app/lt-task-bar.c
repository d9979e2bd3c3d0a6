#include "config.h"

#include "lt-task-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-unit.h"

/* A guess from less than this much work would jump about. */
#define MIN_SECONDS 2.0
#define MIN_SHARE 0.02

struct _LtTaskBar
{
  GtkWidget parent_instance;

  GtkLabel *title_label;
  GtkLabel *share_label;
  GtkProgressBar *progress;

  gint64 started;
};

G_DEFINE_FINAL_TYPE (LtTaskBar, lt_task_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CANCELLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
describe_left (LtTaskBar *self, double share)
{
  double seconds = (double) (g_get_monotonic_time () - self->started) / G_USEC_PER_SEC;
  double left;

  if (seconds < MIN_SECONDS || share < MIN_SHARE)
    return g_strdup_printf ("%.0f%%", floor (share * 100));
  left = seconds / share * (1 - share);
  if (left < 60)
    /* Translators: share done in per cent, seconds left. */
    return g_strdup_printf (_ ("%.0f%% · %.0f s left"), floor (share * 100), ceil (left));
  /* Translators: share done in per cent, minutes left. */
  return g_strdup_printf (_ ("%.0f%% · %.0f min left"), floor (share * 100), ceil (left / 60));
}

void
lt_task_bar_start (LtTaskBar *self, const char *title)
{
  g_return_if_fail (LT_IS_TASK_BAR (self));

  self->started = g_get_monotonic_time ();
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->share_label, "");
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
lt_task_bar_update (LtTaskBar *self, double share, guint rows)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LT_IS_TASK_BAR (self));

  if (share < 0)
    {
      g_autofree char *count = lt_unit_format (rows, 0);

      gtk_progress_bar_pulse (self->progress);
      text = g_strdup_printf (ngettext ("%s row", "%s rows", rows), count);
    }
  else
    {
      gtk_progress_bar_set_fraction (self->progress, MIN (share, 1));
      text = describe_left (self, share);
    }
  gtk_label_set_text (self->share_label, text);
}

void
lt_task_bar_stop (LtTaskBar *self)
{
  g_return_if_fail (LT_IS_TASK_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
cancel_clicked (LtTaskBar *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static void
lt_task_bar_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_TASK_BAR);
  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (lt_task_bar_parent_class)->dispose (object);
}

static void
lt_task_bar_class_init (LtTaskBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lt_task_bar_dispose;

  signals[SIGNAL_CANCELLED]
      = g_signal_new ("cancelled", LT_TYPE_TASK_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-task-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LtTaskBar, title_label);
  gtk_widget_class_bind_template_child (widget_class, LtTaskBar, share_label);
  gtk_widget_class_bind_template_child (widget_class, LtTaskBar, progress);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
}

static void
lt_task_bar_init (LtTaskBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
