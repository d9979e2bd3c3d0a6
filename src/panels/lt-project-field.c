#include "config.h"

#include "lt-project-field.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-date-entry.h"
#include "lt-unit.h"
#include "lt-value.h"

/* A unit people may write a number in; the first of a field is what is shown at first. */
typedef struct
{
  const char *field;
  const char *title;
  double factor; /* of the field's own unit */
} Unit;

static const Unit units[] = {
  { "investment_wan", N_ ("10,000 yuan"), 1 },
  { "investment_wan", N_ ("100 million yuan"), 10000 },
  { "need_funds_wan", N_ ("10,000 yuan"), 1 },
  { "need_funds_wan", N_ ("100 million yuan"), 10000 },
  { "need_land_m2", N_ ("mu"), LT_M2_PER_MU },
  { "need_land_m2", N_ ("ha"), LT_M2_PER_HA },
  { "need_land_m2", N_ ("m²"), 1 },
};

struct _LtProjectField
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *error;
  GtkWidget *editor;  /* GtkEntry, GtkTextView, LtDateEntry, GtkDropDown or GtkMenuButton */
  GtkDropDown *unit;  /* (nullable) */
  GtkWidget *choices; /* (nullable): the menu button of segments */
  GtkBox *checks;     /* (nullable): of chains */
  GArray *factors;    /* double, of the units in the drop-down */

  guint field;
  gboolean syncing;
  GString *chosen; /* of chains: "6;1" */

  /* owned */
  LtCatalogue *catalogue;
};

enum
{
  EDITED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtProjectField, lt_project_field, GTK_TYPE_WIDGET)

static const LtField *
get_about (LtProjectField *self)
{
  return &lt_fields_get (LT_KIND_PROJECT, NULL)[self->field];
}

static gboolean
is_number (LtProjectField *self)
{
  return get_about (self)->type == LT_FIELD_NUMBER || get_about (self)->type == LT_FIELD_INTEGER;
}

static gboolean
is_long (LtProjectField *self)
{
  return g_str_equal (get_about (self)->name, "note") || g_str_equal (get_about (self)->name, "conditions");
}

static void
emit_edited (LtProjectField *self)
{
  if (!self->syncing)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
emit_left (LtProjectField *self)
{
  if (!self->syncing)
    g_signal_emit (self, signals[LEFT], 0);
}

static void
show_error (LtProjectField *self, const char *sentence)
{
  gtk_label_set_text (self->error, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
  if (sentence)
    gtk_widget_add_css_class (self->editor, "error");
  else
    gtk_widget_remove_css_class (self->editor, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
                               sentence ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* --- text and numbers --- */

static double
get_factor (LtProjectField *self)
{
  return self->unit ? g_array_index (self->factors, double, gtk_drop_down_get_selected (self->unit)) : 1;
}

/* "3.5亿", "8000万元": what is written behind the number says its unit, in units of the field. */
static double
cut_unit (char *text, double factor)
{
  static const struct
  {
    const char *suffix;
    double wan;
  } known[] = { { "亿元", 10000 }, { "亿", 10000 }, { "万元", 1 }, { "万", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_suffix (text, known[i].suffix))
      {
        text[strlen (text) - strlen (known[i].suffix)] = '\0';
        g_strchomp (text);
        return known[i].wan;
      }
  return factor;
}

static gboolean
read_number (LtProjectField *self, char *text, char **value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double factor = g_strcmp0 (get_about (self)->unit, "万元") == 0 ? cut_unit (text, get_factor (self))
                                                                  : get_factor (self);
  double number;

  if (!lt_value_parse_number (text, &number))
    {
      show_error (self, _ ("Write a number, such as 1200 or 3.5. This is not saved."));
      return FALSE;
    }
  if (number < 0)
    {
      show_error (self, _ ("This can't be negative. This is not saved."));
      return FALSE;
    }
  *value = g_strdup (g_ascii_dtostr (buffer, sizeof buffer, number * factor));
  return TRUE;
}

static gboolean
read_text (LtProjectField *self, char **value)
{
  g_autofree char *clean
      = lt_value_clean (gtk_editable_get_text (GTK_EDITABLE (self->editor)), is_number (self));

  if (clean == NULL && get_about (self)->flags & LT_FIELD_REQUIRED)
    {
      show_error (self, _ ("A project needs a name. The old one stays until there is a new one."));
      return FALSE;
    }
  if (clean != NULL && is_number (self))
    return read_number (self, clean, value);
  *value = g_steal_pointer (&clean);
  return TRUE;
}

static void
write_number (LtProjectField *self, const char *value)
{
  double number = g_ascii_strtod (value, NULL);
  g_autofree char *text = NULL;

  /* 亿元 from one hundred million on, as elsewhere. */
  if (g_strcmp0 (get_about (self)->unit, "万元") == 0)
    gtk_drop_down_set_selected (self->unit, number >= 10000 ? 1 : 0);
  number /= get_factor (self);
  text = g_strdup_printf ("%.*f", fabs (number - round (number)) < 1e-9 ? 0 : 4, number);
  if (strchr (text, '.'))
    while (g_str_has_suffix (text, "0"))
      text[strlen (text) - 1] = '\0';
  gtk_editable_set_text (GTK_EDITABLE (self->editor), text);
}

static char *
get_note (LtProjectField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strchomp (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* --- chains and district --- */

static void
describe_chains (LtProjectField *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) numbers = g_strsplit (self->chosen->str, ";", -1);

  for (guint i = 0; self->catalogue && numbers[i]; i++)
    {
      LtChain *chain = lt_catalogue_get_chain (self->catalogue, (guint) atoi (numbers[i]));

      if (chain)
        g_string_append_printf (text, "%s%s", text->len > 0 ? _ (", ") : "", lt_chain_get_label (chain));
    }
  gtk_label_set_text (GTK_LABEL (gtk_menu_button_get_child (GTK_MENU_BUTTON (self->editor))),
                      text->len > 0 ? text->str : _ ("not recorded"));
  gtk_widget_set_tooltip_text (self->editor, text->len > 0 ? text->str : NULL);
}

static void
toggle_chain (GString *chosen, const char *number, gboolean on)
{
  g_auto (GStrv) numbers = g_strsplit (chosen->str, ";", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (guint i = 0; numbers[i]; i++)
    if (*numbers[i] && !g_str_equal (numbers[i], number))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? ";" : "", numbers[i]);
  if (on)
    g_string_append_printf (kept, "%s%s", kept->len > 0 ? ";" : "", number);
  g_string_assign (chosen, kept->str);
}

static void
on_chain_toggled (LtProjectField *self, GtkCheckButton *check)
{
  if (self->syncing)
    return;
  toggle_chain (self->chosen, g_object_get_data (G_OBJECT (check), "number"),
                gtk_check_button_get_active (check));
  describe_chains (self);
  emit_edited (self);
  emit_left (self);
}

static void
fill_chains (LtProjectField *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->checks))) != NULL)
    gtk_box_remove (self->checks, child);
  for (guint i = 0; i < lt_catalogue_get_n_chains (self->catalogue); i++)
    {
      LtChain *chain = lt_catalogue_get_chain_at (self->catalogue, i);
      GtkWidget *check = gtk_check_button_new_with_label (lt_chain_get_label (chain));

      g_object_set_data_full (G_OBJECT (check), "number", g_strdup_printf ("%u", lt_chain_get_number (chain)),
                              g_free);
      g_signal_connect_object (check, "toggled", G_CALLBACK (on_chain_toggled), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->checks, check);
    }
}

static void
sync_checks (LtProjectField *self)
{
  g_auto (GStrv) numbers = g_strsplit (self->chosen->str, ";", -1);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->checks)); child;
       child = gtk_widget_get_next_sibling (child))
    gtk_check_button_set_active (
        GTK_CHECK_BUTTON (child),
        g_strv_contains ((const char *const *) numbers, g_object_get_data (G_OBJECT (child), "number")));
}

static void
fill_districts (LtProjectField *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("not recorded"));
  for (guint i = 0; i < lt_catalogue_get_n_districts (self->catalogue); i++)
    gtk_string_list_append (names, lt_district_get_label (lt_catalogue_get_district_at (self->catalogue, i)));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->editor), G_LIST_MODEL (names));
}

static guint
find_district (LtProjectField *self, const char *code)
{
  for (guint i = 0; code && self->catalogue && i < lt_catalogue_get_n_districts (self->catalogue); i++)
    if (g_str_equal (lt_district_get_code (lt_catalogue_get_district_at (self->catalogue, i)), code))
      return i + 1;
  return 0;
}

static void
on_chosen (LtProjectField *self)
{
  emit_edited (self);
  emit_left (self);
}

/* --- segments --- */

static void
on_segment (LtProjectField *self, GtkButton *button)
{
  gtk_editable_set_text (GTK_EDITABLE (self->editor), gtk_button_get_label (button));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->choices));
  emit_left (self);
}

void
lt_project_field_set_chains (LtProjectField *self, const char *chains)
{
  GtkWidget *box;
  g_auto (GStrv) numbers = g_strsplit (chains ? chains : "", ";", -1);

  g_return_if_fail (LT_IS_PROJECT_FIELD (self));

  if (!self->choices || !self->catalogue)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (guint i = 0; numbers[i]; i++)
    {
      LtChain *chain = lt_catalogue_get_chain (self->catalogue, (guint) atoi (numbers[i]));
      const char *const *segments = chain ? lt_chain_get_segments (chain) : NULL;

      for (; segments && *segments; segments++)
        {
          GtkWidget *button = gtk_button_new_with_label (*segments);

          gtk_widget_add_css_class (button, "flat");
          gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
          g_signal_connect_object (button, "clicked", G_CALLBACK (on_segment), self, G_CONNECT_SWAPPED);
          gtk_box_append (GTK_BOX (box), button);
        }
    }
  gtk_widget_set_sensitive (self->choices, gtk_widget_get_first_child (box) != NULL);
  gtk_popover_set_child (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->choices)), box);
}

/* --- values --- */

void
lt_project_field_set_value (LtProjectField *self, const char *value)
{
  g_return_if_fail (LT_IS_PROJECT_FIELD (self));

  self->syncing = TRUE;
  if (LT_IS_DATE_ENTRY (self->editor))
    lt_date_entry_set_date (LT_DATE_ENTRY (self->editor), value);
  else if (self->checks)
    {
      g_string_assign (self->chosen, value ? value : "");
      sync_checks (self);
      describe_chains (self);
    }
  else if (GTK_IS_DROP_DOWN (self->editor))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->editor), find_district (self, value));
  else if (GTK_IS_TEXT_VIEW (self->editor))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)), value ? value : "",
                              -1);
  else if (is_number (self) && value && *value)
    write_number (self, value);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->editor), value ? value : "");
  show_error (self, NULL);
  self->syncing = FALSE;
}

gboolean
lt_project_field_read (LtProjectField *self, char **value)
{
  guint selected;

  g_return_val_if_fail (LT_IS_PROJECT_FIELD (self), FALSE);

  *value = NULL;
  show_error (self, NULL);
  if (LT_IS_DATE_ENTRY (self->editor))
    {
      gboolean good = lt_date_entry_read (LT_DATE_ENTRY (self->editor), value);

      gtk_widget_set_visible (GTK_WIDGET (self->error), !good);
      if (!good)
        show_error (self, _ ("This is no date: write it as 2026-05-31. It is not saved."));
      return good;
    }
  if (self->checks)
    *value = g_strdup (self->chosen->len > 0 ? self->chosen->str : NULL);
  else if (GTK_IS_DROP_DOWN (self->editor))
    {
      selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->editor));
      if (self->catalogue && selected > 0 && selected != GTK_INVALID_LIST_POSITION)
        *value
            = g_strdup (lt_district_get_code (lt_catalogue_get_district_at (self->catalogue, selected - 1)));
    }
  else if (GTK_IS_TEXT_VIEW (self->editor))
    {
      *value = get_note (self);
      if (**value == '\0')
        g_clear_pointer (value, g_free);
    }
  else
    return read_text (self, value);
  return TRUE;
}

char *
lt_project_field_dup_wrong (LtProjectField *self)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (LT_IS_PROJECT_FIELD (self), NULL);

  if (lt_project_field_read (self, &value))
    return NULL;
  return g_strdup (LT_IS_DATE_ENTRY (self->editor) ? lt_date_entry_get_text (LT_DATE_ENTRY (self->editor))
                                                   : gtk_editable_get_text (GTK_EDITABLE (self->editor)));
}

void
lt_project_field_set_wrong (LtProjectField *self, const char *text)
{
  g_autofree char *value = NULL;

  g_return_if_fail (LT_IS_PROJECT_FIELD (self));

  self->syncing = TRUE;
  if (LT_IS_DATE_ENTRY (self->editor))
    lt_date_entry_set_text (LT_DATE_ENTRY (self->editor), text);
  else if (GTK_IS_EDITABLE (self->editor))
    gtk_editable_set_text (GTK_EDITABLE (self->editor), text);
  self->syncing = FALSE;
  lt_project_field_read (self, &value);
}

guint
lt_project_field_get_field (LtProjectField *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_FIELD (self), 0);

  return self->field;
}

void
lt_project_field_set_catalogue (LtProjectField *self, LtCatalogue *catalogue)
{
  g_return_if_fail (LT_IS_PROJECT_FIELD (self));

  if (!g_set_object (&self->catalogue, catalogue) || catalogue == NULL)
    return;
  self->syncing = TRUE;
  if (self->checks)
    {
      fill_chains (self);
      describe_chains (self);
    }
  else if (GTK_IS_DROP_DOWN (self->editor))
    fill_districts (self);
  self->syncing = FALSE;
}

/* --- building --- */

static void
watch_focus (LtProjectField *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (emit_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->editor, focus);
}

static void
add_units (LtProjectField *self, GtkWidget *row)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const LtField *about = get_about (self);

  self->factors = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].field, about->name))
      {
        gtk_string_list_append (titles, _ (units[i].title));
        g_array_append_val (self->factors, units[i].factor);
      }
  if (self->factors->len > 0)
    {
      g_autofree char *label = g_strdup_printf (_ ("Unit of “%s”"), lt_field_get_title (about));

      self->unit = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (titles)), NULL));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->unit), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_signal_connect_object (self->unit, "notify::selected", G_CALLBACK (on_chosen), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->unit));
    }
  else if (lt_field_get_unit (about))
    {
      GtkWidget *unit = gtk_label_new (lt_field_get_unit (about));

      gtk_widget_add_css_class (unit, "lt-quiet");
      gtk_box_append (GTK_BOX (row), unit);
    }
}

static void
add_segments (LtProjectField *self, GtkWidget *row)
{
  self->choices = gtk_menu_button_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->choices), gtk_popover_new ());
  gtk_widget_set_tooltip_text (self->choices, _ ("Segments of the chains chosen"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Segments of the chains chosen"), -1);
  gtk_box_append (GTK_BOX (row), self->choices);
}

static GtkWidget *
new_entry (LtProjectField *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->editor = gtk_entry_new ();
  gtk_widget_set_hexpand (self->editor, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->editor), 6);
  if (is_number (self))
    {
      gtk_entry_set_alignment (GTK_ENTRY (self->editor), 1);
      gtk_widget_add_css_class (self->editor, "numeric");
    }
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (emit_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "activate", G_CALLBACK (emit_left), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), self->editor);
  add_units (self, row);
  if (g_str_equal (get_about (self)->name, "segment"))
    add_segments (self, row);
  watch_focus (self);
  return row;
}

static GtkWidget *
new_long (LtProjectField *self)
{
  GtkWidget *frame = gtk_frame_new (NULL);

  self->editor = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->editor), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->editor), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->editor), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->editor), 6);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->editor), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->editor), 6);
  gtk_widget_set_size_request (self->editor, -1, 60);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)), "changed",
                           G_CALLBACK (emit_edited), self, G_CONNECT_SWAPPED);
  gtk_frame_set_child (GTK_FRAME (frame), self->editor);
  watch_focus (self);
  return frame;
}

static GtkWidget *
new_chains (LtProjectField *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *label = gtk_label_new (NULL);

  self->editor = gtk_menu_button_new ();
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->editor), label);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->editor), TRUE);
  self->checks = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->checks));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->editor), popover);
  return self->editor;
}

static GtkWidget *
new_districts (LtProjectField *self)
{
  self->editor = gtk_drop_down_new (NULL, NULL);
  g_signal_connect_object (self->editor, "notify::selected", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  return self->editor;
}

static GtkWidget *
new_date (LtProjectField *self)
{
  self->editor = lt_date_entry_new (lt_field_get_title (get_about (self)),
                                    g_str_has_prefix (get_about (self)->name, "planned_"));
  g_signal_connect_object (self->editor, "edited", G_CALLBACK (emit_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "left", G_CALLBACK (emit_left), self, G_CONNECT_SWAPPED);
  return self->editor;
}

static GtkWidget *
new_editor (LtProjectField *self)
{
  switch (get_about (self)->type)
    {
    case LT_FIELD_DATE:
      return new_date (self);
    case LT_FIELD_CHAINS:
      return new_chains (self);
    case LT_FIELD_DISTRICT:
      return new_districts (self);
    case LT_FIELD_TEXT:
    case LT_FIELD_CODE:
    case LT_FIELD_INTEGER:
    case LT_FIELD_NUMBER:
    default:
      return is_long (self) ? new_long (self) : new_entry (self);
    }
}

static void
build (LtProjectField *self, gboolean bare)
{
  const char *title = lt_field_get_title (get_about (self));
  GtkWidget *editor = new_editor (self);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = GTK_LABEL (gtk_label_new (title));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "lt-quiet");
  gtk_widget_set_visible (GTK_WIDGET (self->title), !bare);
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->error, 0);
  gtk_label_set_wrap (self->error, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->box), editor);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->error));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static gboolean
lt_project_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (LT_PROJECT_FIELD (widget)->editor);
}

static void
lt_project_field_dispose (GObject *object)
{
  LtProjectField *self = LT_PROJECT_FIELD (object);

  self->syncing = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (lt_project_field_parent_class)->dispose (object);
}

static void
lt_project_field_finalize (GObject *object)
{
  LtProjectField *self = LT_PROJECT_FIELD (object);

  g_string_free (self->chosen, TRUE);
  g_clear_pointer (&self->factors, g_array_unref);
  G_OBJECT_CLASS (lt_project_field_parent_class)->finalize (object);
}

static void
lt_project_field_class_init (LtProjectFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_project_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = lt_project_field_finalize;
  widget_class->grab_focus = lt_project_field_grab_focus;
  signals[EDITED] = g_signal_new ("edited", LT_TYPE_PROJECT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[LEFT]
      = g_signal_new ("left", LT_TYPE_PROJECT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
lt_project_field_init (LtProjectField *self)
{
  self->chosen = g_string_new (NULL);
}

GtkWidget *
lt_project_field_new (guint field, gboolean bare)
{
  LtProjectField *self = g_object_new (LT_TYPE_PROJECT_FIELD, NULL);

  self->field = field;
  build (self, bare);
  return GTK_WIDGET (self);
}
