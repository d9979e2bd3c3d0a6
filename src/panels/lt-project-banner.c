#include "config.h"

#include "lt-project-banner.h"

#include <glib/gi18n-lib.h>

#include "lt-project-sign.h"
#include "lt-stage.h"

#define SIGN 36

struct _LtProjectBanner
{
  GtkWidget parent_instance;

  GtkWidget *box;
  LtProjectSign *sign;
  GtkLabel *stage;
  GtkLabel *late;
};

G_DEFINE_FINAL_TYPE (LtProjectBanner, lt_project_banner, GTK_TYPE_WIDGET)

void
lt_project_banner_show (LtProjectBanner *self, LtRecord *record, LtCatalogue *catalogue)
{
  g_autofree char *today = lt_stage_get_today ();
  LtStageDates dates;
  LtLate late;
  guint chain = 0;
  gboolean is_late;
  LtStage stage;

  g_return_if_fail (LT_IS_PROJECT_BANNER (self));

  lt_stage_read_dates (record, &dates);
  stage = lt_stage_of (&dates, today);
  is_late = lt_stage_is_late (&dates, today, &late);
  lt_record_get_chains (record, &chain, 1);
  lt_project_sign_show (self->sign, stage,
                        catalogue && chain > 0 ? lt_catalogue_get_chain (catalogue, chain) : NULL, is_late);
  gtk_label_set_text (self->stage, lt_stage_get_title (stage));
  if (is_late)
    {
      const char *what = lt_stage_get_late_title (late.stage);
      g_autofree char *days
          = g_strdup_printf (ngettext ("%u day overdue", "%u days overdue", late.days), late.days);
      g_autofree char *text = what ? g_strdup_printf ("%s · %s", what, days) : g_strdup (days);

      gtk_label_set_text (self->late, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->late), is_late);
}

static void
lt_project_banner_dispose (GObject *object)
{
  LtProjectBanner *self = LT_PROJECT_BANNER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lt_project_banner_parent_class)->dispose (object);
}

static void
lt_project_banner_class_init (LtProjectBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lt_project_banner_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lt_project_banner_init (LtProjectBanner *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->sign = LT_PROJECT_SIGN (lt_project_sign_new (SIGN));
  self->stage = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->stage, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->stage), "heading");
  self->late = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->late, 0);
  gtk_label_set_wrap (self->late, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->late), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->late), "caption");
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->stage));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->late));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->sign));
  gtk_box_append (GTK_BOX (self->box), texts);
}

GtkWidget *
lt_project_banner_new (void)
{
  return g_object_new (LT_TYPE_PROJECT_BANNER, NULL);
}
