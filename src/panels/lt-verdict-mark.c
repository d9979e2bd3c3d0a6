#include "config.h"

#include "lt-verdict-mark.h"

#include <glib/gi18n-lib.h>

#include "lt-parts.h"

const char *
lt_verdict_mark_get_icon (LtVerdict verdict)
{
  switch (verdict)
    {
    case LT_VERDICT_PASS:
      return "object-select-symbolic";
    case LT_VERDICT_FAIL:
      return "dialog-warning-symbolic";
    case LT_VERDICT_NO_STANDARD:
      return "action-unavailable-symbolic";
    case LT_VERDICT_NONE:
    case LT_VERDICT_MISSING:
      break;
    }
  return "dialog-question-symbolic";
}

const char *
lt_verdict_mark_get_class (LtVerdict verdict)
{
  return verdict == LT_VERDICT_FAIL ? "lt-fail" : verdict == LT_VERDICT_PASS ? "lt-pass" : "lt-quiet";
}

void
lt_verdict_mark_fill (GtkBox *box, LtVerdict verdict)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (lt_verdict_mark_get_icon (verdict));
  GtkWidget *word = gtk_label_new (lt_verdict_get_title (verdict));

  lt_parts_clear (box);
  gtk_widget_add_css_class (icon, lt_verdict_mark_get_class (verdict));
  gtk_widget_add_css_class (word, lt_verdict_mark_get_class (verdict));
  gtk_label_set_single_line_mode (GTK_LABEL (word), TRUE);
  gtk_box_append (box, icon);
  gtk_box_append (box, word);
}

GtkWidget *
lt_verdict_mark_new_grade (char grade)
{
  char text[2] = { grade, '\0' };
  g_autofree char *class = g_strdup_printf ("lt-grade-%c", g_ascii_tolower (grade != '\0' ? grade : 'u'));
  GtkWidget *label = gtk_label_new (grade != '\0' ? text : "–");

  gtk_widget_add_css_class (label, "lt-grade");
  gtk_widget_add_css_class (label, class);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (label, grade != '\0' ? NULL : _ ("Unrated"));
  return label;
}
