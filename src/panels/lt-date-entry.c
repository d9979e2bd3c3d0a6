#include "config.h"

#include "lt-date-entry.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>

#include "lt-value.h"

struct _LtDateEntry
{
  GtkWidget parent_instance;

  GtkEntry *entry;
  GtkWidget *popover; /* built when first asked for */
  GtkCalendar *calendar;
  gboolean month_end;
  gboolean syncing;
};

enum
{
  EDITED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtDateEntry, lt_date_entry, GTK_TYPE_WIDGET)

/* "2026-5", "2026年5月", "202605". */
static gboolean
parse_month (const char *text, int *year, int *month)
{
  int length = 0;

  if (sscanf (text, "%4d%*1[-./]%2d%n", year, month, &length) == 2 && text[length] == '\0')
    return TRUE;
  if (sscanf (text, "%4d年%2d月%n", year, month, &length) == 2 && text[length] == '\0')
    return TRUE;
  return sscanf (text, "%4d%2d%n", year, month, &length) == 2 && length == 6 && text[length] == '\0';
}

char *
lt_date_entry_parse (const char *text, gboolean month_end)
{
  g_autofree char *clean = lt_value_clean (text, TRUE);
  int year, month;
  char *date;

  if (clean == NULL)
    return NULL;
  date = lt_value_parse_date (clean);
  if (date != NULL)
    return date;
  if (!parse_month (clean, &year, &month) || year < 1900 || year > 2100 || month < 1 || month > 12)
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", year, month,
                          month_end ? g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year) : 1);
}

static void
show_error (LtDateEntry *self, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry),
                               wrong ? _ ("This is no date: write it as 2026-05-31. It is not saved.")
                               : self->month_end
                                   ? _ ("2026-05-31; a month alone, 2026-5, means its last day")
                                   : _ ("2026-05-31; a month alone, 2026-5, means its first day"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

gboolean
lt_date_entry_read (LtDateEntry *self, char **date)
{
  const char *text;
  g_autofree char *clean = NULL;

  g_return_val_if_fail (LT_IS_DATE_ENTRY (self), FALSE);

  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  clean = lt_value_clean (text, TRUE);
  *date = clean != NULL ? lt_date_entry_parse (clean, self->month_end) : NULL;
  show_error (self, clean != NULL && *date == NULL);
  return clean == NULL || *date != NULL;
}

void
lt_date_entry_set_date (LtDateEntry *self, const char *date)
{
  g_return_if_fail (LT_IS_DATE_ENTRY (self));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), date ? date : "") == 0)
    return;
  self->syncing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), date ? date : "");
  self->syncing = FALSE;
  show_error (self, FALSE);
}

const char *
lt_date_entry_get_text (LtDateEntry *self)
{
  g_return_val_if_fail (LT_IS_DATE_ENTRY (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
lt_date_entry_set_text (LtDateEntry *self, const char *text)
{
  g_return_if_fail (LT_IS_DATE_ENTRY (self));

  self->syncing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->syncing = FALSE;
}

/* --- what the person does --- */

static void
on_changed (LtDateEntry *self)
{
  if (!self->syncing)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
leave (LtDateEntry *self)
{
  g_autofree char *date = NULL;

  if (lt_date_entry_read (self, &date))
    lt_date_entry_set_date (self, date);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
on_day (LtDateEntry *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *date = g_date_time_format (day, "%F");

  if (self->syncing)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), date);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  leave (self);
}

static void
build_calendar (LtDateEntry *self)
{
  self->popover = gtk_popover_new ();
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->calendar));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day), self, G_CONNECT_SWAPPED);
}

static void
open_calendar (LtDateEntry *self)
{
  g_autofree char *date = NULL;
  g_auto (GStrv) parts = NULL;

  if (self->popover == NULL)
    build_calendar (self);
  if (lt_date_entry_read (self, &date) && date != NULL)
    {
      g_autoptr (GDateTime) day = NULL;

      parts = g_strsplit (date, "-", 3);
      day = g_date_time_new_local (atoi (parts[0]), atoi (parts[1]), atoi (parts[2]), 0, 0, 0);
      self->syncing = TRUE;
      if (day != NULL)
        gtk_calendar_select_day (self->calendar, day);
      self->syncing = FALSE;
    }
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
on_icon (LtDateEntry *self)
{
  open_calendar (self);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, LtDateEntry *self)
{
  if (key != GDK_KEY_Down || !(state & GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  open_calendar (self);
  return GDK_EVENT_STOP;
}

/* --- the widget --- */

static void
lt_date_entry_dispose (GObject *object)
{
  LtDateEntry *self = LT_DATE_ENTRY (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->entry)
    gtk_widget_unparent (GTK_WIDGET (self->entry));
  self->entry = NULL;
  G_OBJECT_CLASS (lt_date_entry_parent_class)->dispose (object);
}

static void
lt_date_entry_class_init (LtDateEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_date_entry_dispose;
  signals[EDITED]
      = g_signal_new ("edited", LT_TYPE_DATE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT]
      = g_signal_new ("left", LT_TYPE_DATE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
lt_date_entry_init (LtDateEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->entry), GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 12);
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY, "x-office-calendar-symbolic");
  gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_SECONDARY, _ ("Pick a day (Alt+Down)"));
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "icon-press", G_CALLBACK (on_icon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

GtkWidget *
lt_date_entry_new (const char *label, gboolean month_end)
{
  LtDateEntry *self = g_object_new (LT_TYPE_DATE_ENTRY, NULL);

  self->month_end = month_end;
  show_error (self, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}
