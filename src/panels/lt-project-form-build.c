#include "config.h"

#include "lt-project-form-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-project-sign.h"
#include "lt-stage.h"

static GtkWidget *
new_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "lt-quiet");
  return label;
}

static void
add_heading (LtProjectForm *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 12);
  gtk_box_append (GTK_BOX (self->content), label);
}

static GtkWidget *
new_field (LtProjectForm *self, const char *name, gboolean bare)
{
  int index = lt_fields_find (LT_KIND_PROJECT, name);
  GtkWidget *field;

  g_return_val_if_fail (index >= 0, gtk_label_new (name));

  field = lt_project_field_new ((guint) index, bare);
  self->fields->pdata[index] = field;
  g_signal_connect_object (field, "edited", G_CALLBACK (lt_project_form_on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "left", G_CALLBACK (lt_project_form_on_left), self, G_CONNECT_SWAPPED);
  return field;
}

static void
add_field (LtProjectForm *self, const char *name)
{
  gtk_box_append (GTK_BOX (self->content), new_field (self, name, FALSE));
}

static void
add_pair (LtProjectForm *self, const char *first, const char *second)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_box_append (GTK_BOX (row), new_field (self, first, FALSE));
  gtk_box_append (GTK_BOX (row), new_field (self, second, FALSE));
  gtk_box_append (GTK_BOX (self->content), row);
}

static GtkWidget *
new_stage_title (LtStage stage)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *sign = lt_project_sign_new (24);
  GtkWidget *label = gtk_label_new (lt_stage_get_title (stage));

  lt_project_sign_show (LT_PROJECT_SIGN (sign), stage, NULL, FALSE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* "In production" may break, 投产 must not. */
  gtk_label_set_wrap (GTK_LABEL (label), strchr (lt_stage_get_title (stage), ' ') != NULL);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 10);
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
add_timetable (LtProjectForm *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_attach (GTK_GRID (grid), new_caption (_ ("Planned")), 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_caption (_ ("Actual")), 2, 0, 1, 1);
  for (LtStage stage = LT_STAGE_SIGNED; stage < LT_N_STAGES; stage++)
    {
      const LtField *fields = lt_fields_get (LT_KIND_PROJECT, NULL);
      GtkWidget *planned = new_field (self, fields[lt_stage_get_planned_field (stage)].name, TRUE);
      GtkWidget *actual = new_field (self, fields[lt_stage_get_actual_field (stage)].name, TRUE);

      gtk_widget_set_hexpand (planned, TRUE);
      gtk_widget_set_hexpand (actual, TRUE);
      gtk_grid_attach (GTK_GRID (grid), new_stage_title (stage), 0, (int) stage, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), planned, 1, (int) stage, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), actual, 2, (int) stage, 1, 1);
    }
  gtk_box_append (GTK_BOX (self->content), grid);
}

static void
on_position_left (LtProjectForm *self)
{
  lt_project_form_on_position (self);
}

static void
add_position (LtProjectForm *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->position = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->position), "numeric");
  gtk_entry_set_placeholder_text (self->position, _ ("30.8703, 120.0933 or CGCS2000 metres"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->position), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Position"), -1);
  g_signal_connect_object (self->position, "activate", G_CALLBACK (lt_project_form_on_position), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_position_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->position), focus);
  self->metres = GTK_LABEL (new_caption (NULL));
  gtk_label_set_selectable (self->metres, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->metres), "numeric");
  gtk_box_append (GTK_BOX (box), new_caption (_ ("Position")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->position));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->metres));
  gtk_box_append (GTK_BOX (self->content), box);
}

static void
add_content (LtProjectForm *self)
{
  add_field (self, "name");
  add_pair (self, "number", "contact");
  add_field (self, "chains");
  add_field (self, "segment");
  add_field (self, "district");
  self->zone = GTK_LABEL (new_caption (NULL));
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->zone));
  add_field (self, "address");
  add_position (self);
  add_field (self, "owner");
  add_field (self, "investment_wan");
  self->size_band = GTK_LABEL (new_caption (NULL));
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->size_band));
  add_heading (self, _ ("Timetable"));
  add_timetable (self);
  add_heading (self, _ ("Needs"));
  add_field (self, "need_land_m2");
  add_field (self, "need_funds_wan");
  add_pair (self, "need_power_kva", "need_water_t_day");
  add_field (self, "need_energy_tce");
  add_field (self, "need_staff");
  add_heading (self, _ ("More"));
  add_field (self, "conditions");
  add_field (self, "documents");
  self->links = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->links));
  add_field (self, "source");
  add_field (self, "note");
}

static GtkWidget *
new_header (LtProjectForm *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_tooltip_text (back, _ ("Back to the list (Escape)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Back to the list"), -1);
  g_signal_connect_object (back, "clicked", G_CALLBACK (lt_project_form_on_back), self, G_CONNECT_SWAPPED);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->menu, "view-more-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->menu), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), _ ("What can be done with this project"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What can be done with this project"), -1);
  gtk_box_append (GTK_BOX (header), back);
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->menu));
  gtk_widget_set_margin_start (header, 6);
  gtk_widget_set_margin_end (header, 6);
  return header;
}

static void
on_keep (LtProjectForm *self)
{
  gtk_info_bar_response (self->question, GTK_RESPONSE_ACCEPT);
}

static void
on_take (LtProjectForm *self)
{
  gtk_info_bar_response (self->question, GTK_RESPONSE_REJECT);
}

static void
add_answer (LtProjectForm *self, GtkWidget *box, const char *label, void (*handler) (LtProjectForm *))
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (handler), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

/* The answers below the question: beside it there is no room for either in a panel. */
static GtkWidget *
new_question (LtProjectForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *answers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->question = GTK_INFO_BAR (gtk_info_bar_new ());
  gtk_widget_set_hexpand (box, TRUE);
  self->question_text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->question_text, TRUE);
  gtk_label_set_xalign (self->question_text, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->question_text), TRUE);
  gtk_info_bar_set_message_type (self->question, GTK_MESSAGE_WARNING);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->question_text));
  add_answer (self, answers, _ ("Keep Mine"), on_keep);
  add_answer (self, answers, _ ("Take Theirs"), on_take);
  gtk_box_append (GTK_BOX (box), answers);
  gtk_info_bar_add_child (self->question, box);
  gtk_info_bar_set_revealed (self->question, FALSE);
  g_signal_connect_object (self->question, "response", G_CALLBACK (lt_project_form_on_answer), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->question);
}

static GtkWidget *
new_top (LtProjectForm *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->banner = LT_PROJECT_BANNER (lt_project_banner_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->banner), TRUE);
  self->status = GTK_LABEL (new_caption (NULL));
  gtk_label_set_xalign (self->status, 1);
  gtk_label_set_wrap (self->status, FALSE);
  gtk_label_set_ellipsize (self->status, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (self->status, 8);
  gtk_widget_set_valign (GTK_WIDGET (self->status), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->banner));
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->status));
  gtk_widget_set_margin_start (top, 12);
  gtk_widget_set_margin_end (top, 12);
  return top;
}

void
lt_project_form_build (LtProjectForm *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  guint n;

  lt_fields_get (LT_KIND_PROJECT, &n);
  self->fields = g_ptr_array_new ();
  g_ptr_array_set_size (self->fields, (int) n);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_set_margin_start (self->content, 12);
  gtk_widget_set_margin_end (self->content, 12);
  gtk_widget_set_margin_top (self->content, 6);
  gtk_widget_set_margin_bottom (self->content, 18);
  add_content (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->content);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->box), new_header (self));
  gtk_box_append (GTK_BOX (self->box), new_top (self));
  gtk_box_append (GTK_BOX (self->box), new_question (self));
  gtk_box_append (GTK_BOX (self->box), scrolled);
}
