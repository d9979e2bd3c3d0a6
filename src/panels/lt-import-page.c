#include "config.h"

#include "lt-import-page.h"

#define MARGIN 12
#define SPACING 18

typedef struct
{
  LtImportPlan *plan;
  gboolean updating;
} LtImportPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LtImportPage, lt_import_page, ADW_TYPE_BIN)

static guint said_signal;

static void
lt_import_page_dispose (GObject *object)
{
  LtImportPagePrivate *private = lt_import_page_get_instance_private (LT_IMPORT_PAGE (object));

  g_clear_object (&private->plan);

  G_OBJECT_CLASS (lt_import_page_parent_class)->dispose (object);
}

static void
lt_import_page_class_init (LtImportPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lt_import_page_dispose;
  said_signal
      = g_signal_new ("said", LT_TYPE_IMPORT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lt_import_page_init (LtImportPage *self)
{
}

void
lt_import_page_update (LtImportPage *self, LtImportPlan *plan)
{
  LtImportPagePrivate *private = lt_import_page_get_instance_private (self);

  g_set_object (&private->plan, plan);
  private->updating = TRUE;
  LT_IMPORT_PAGE_GET_CLASS (self)->update (self, plan);
  private->updating = FALSE;
}

void
lt_import_page_say (LtImportPage *self)
{
  if (!lt_import_page_is_updating (self))
    g_signal_emit (self, said_signal, 0);
}

LtImportPlan *
lt_import_page_get_plan (LtImportPage *self)
{
  LtImportPagePrivate *private = lt_import_page_get_instance_private (self);

  return private->plan;
}

gboolean
lt_import_page_is_updating (LtImportPage *self)
{
  LtImportPagePrivate *private = lt_import_page_get_instance_private (self);

  return private->updating;
}

GtkBox *
lt_import_page_make_box (LtImportPage *self)
{
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", SPACING,
                                 "margin-start", MARGIN, "margin-end", MARGIN, "margin-top", MARGIN,
                                 "margin-bottom", SPACING, NULL);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
  return GTK_BOX (box);
}

char *
lt_import_page_join (const char *const *values)
{
  return values != NULL ? g_strjoinv (" · ", (GStrv) values) : g_strdup ("");
}
