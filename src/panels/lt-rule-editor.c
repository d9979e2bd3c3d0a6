#include "config.h"

#include "lt-rule-editor.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-parts.h"
#include "lt-rule-draft.h"

struct _LtRuleEditor
{
  AdwWindow parent_instance;

  /* template */
  GtkLabel *heading;
  GtkLabel *status;
  GtkBox *table;
  GtkEditable *name;
  GtkEditable *title;
  GtkButton *save;
  GtkLabel *problem;

  /* owned */
  GtkSizeGroup *columns[3]; /* title, value, unit */
  LtSession *session;
  LtRuleDraft *draft;
  gboolean saved;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtRuleEditor, lt_rule_editor, ADW_TYPE_WINDOW)

static void
show_problem (LtRuleEditor *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

/* --- trying --- */

static void
try (LtRuleEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRuleSet) rules = lt_rule_draft_build (self->draft, &error);

  show_problem (self, error != NULL ? error->message : NULL);
  if (rules != NULL)
    lt_land_use_set_what_if_rules (lt_session_get_land_use (self->session), rules);
}

static guint
get_index (GtkWidget *entry)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "index"));
}

/* Compared with what the cell had: leaving an entry as it was changes nothing. */
static void
take_value (LtRuleEditor *self, GtkWidget *entry)
{
  guint index = get_index (entry);
  const LtDraftCell *cell = lt_rule_draft_get_cell (self->draft, index);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);
  gboolean empty = *text == '\0';

  if (!empty && (end == text || *end != '\0' || !isfinite (value)))
    {
      gtk_widget_add_css_class (entry, "error");
      return;
    }
  gtk_widget_remove_css_class (entry, "error");
  value = empty ? (double) NAN : value;
  if (value == cell->value || (isnan (value) && isnan (cell->value)))
    return;
  lt_rule_draft_set_value (self->draft, index, value);
  try (self);
}

static void
take_source (LtRuleEditor *self, GtkWidget *entry)
{
  guint index = get_index (entry);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (g_strcmp0 (lt_rule_draft_get_cell (self->draft, index)->source, text) == 0)
    return;
  lt_rule_draft_set_source (self->draft, index, text);
  try (self);
}

/* --- the table --- */

static const char *
get_kind_title (LtDraftKind kind)
{
  switch (kind)
    {
    case LT_DRAFT_STANDARD:
      return _ ("standard");
    case LT_DRAFT_WEIGHT:
      return _ ("weight");
    case LT_DRAFT_BENCHMARK:
      return _ ("benchmark");
    case LT_DRAFT_CAP:
      return _ ("cap, in weights");
    case LT_DRAFT_LIMIT:
      return _ ("from");
    case LT_DRAFT_SHARE:
      return _ ("share of ranks, up to");
    }
  return "";
}

static char *
describe (const LtDraftCell *cell)
{
  GString *text = g_string_new (cell->title);

  g_string_append_printf (text, " · %s", get_kind_title (cell->kind));
  if (cell->whom != NULL)
    g_string_append_printf (text, " · %s", cell->whom);
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_entry (LtRuleEditor *self, guint index, const char *text, int width, const char *label, GCallback changed)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), width);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (entry), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (entry, "changed", changed, self, G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
new_value (LtRuleEditor *self, guint index, const LtDraftCell *cell, const char *label)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";
  GtkWidget *entry;

  if (isfinite (cell->value))
    g_ascii_formatd (text, sizeof text, "%.10g", cell->value);
  entry = new_entry (self, index, text, 9, label, G_CALLBACK (take_value));
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("not recorded"));
  return entry;
}

static void
append_cell (LtRuleEditor *self, guint index)
{
  const LtDraftCell *cell = lt_rule_draft_get_cell (self->draft, index);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *text = describe (cell);
  g_autofree char *source_label = g_strdup_printf (_ ("Source: %s"), text);
  GtkWidget *title = gtk_label_new (text);
  GtkWidget *unit = gtk_label_new (cell->unit != NULL && strcmp (cell->unit, "1") != 0 ? cell->unit : "");
  GtkWidget *value = new_value (self, index, cell, text);
  GtkWidget *source = new_entry (self, index, cell->source, 20, source_label, G_CALLBACK (take_source));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (title), 22);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 34);
  gtk_label_set_xalign (GTK_LABEL (unit), 0);
  gtk_widget_set_size_request (unit, 72, -1);
  gtk_widget_add_css_class (unit, "lt-quiet");
  gtk_widget_set_hexpand (source, TRUE);
  gtk_widget_set_sensitive (source, cell->kind != LT_DRAFT_LIMIT && cell->kind != LT_DRAFT_SHARE);
  gtk_widget_set_tooltip_text (source, cell->source);
  gtk_size_group_add_widget (self->columns[0], title);
  gtk_size_group_add_widget (self->columns[1], value);
  gtk_size_group_add_widget (self->columns[2], unit);
  gtk_box_append (GTK_BOX (row), title);
  gtk_box_append (GTK_BOX (row), value);
  gtk_box_append (GTK_BOX (row), unit);
  gtk_box_append (GTK_BOX (row), source);
  gtk_box_append (self->table, row);
}

static void
append_group (LtRuleEditor *self, const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->table, label);
}

static char *
choose_name (const LtRuleDraft *draft)
{
  return lt_rule_draft_is_own (draft) ? g_strdup (lt_rule_draft_get_name (draft))
                                      : g_strdup_printf ("%s-own", lt_rule_draft_get_name (draft));
}

static void
fill (LtRuleEditor *self)
{
  g_autoptr (LtRuleSet) rules = lt_rule_draft_build (self->draft, NULL);
  const char *group = NULL;
  g_autofree char *name = choose_name (self->draft);
  g_autofree char *title = NULL;

  lt_parts_clear (self->table);
  for (guint i = 0; i < lt_rule_draft_get_n_cells (self->draft); i++)
    {
      const LtDraftCell *cell = lt_rule_draft_get_cell (self->draft, i);

      if (g_strcmp0 (group, cell->group) != 0)
        append_group (self, cell->group);
      group = cell->group;
      append_cell (self, i);
    }
  gtk_label_set_text (self->heading, rules != NULL ? lt_rule_set_get_label (rules) : "");
  gtk_label_set_text (
      self->status,
      lt_rule_draft_is_own (self->draft)
          ? _ ("Your own rule set. What you change is tried at once and kept when you save it.")
          : _ ("Built in and read-only: what you change is tried at once, and can be saved as a rule "
               "set of your own."));
  title = rules == NULL ? g_strdup ("")
          : lt_rule_draft_is_own (self->draft)
              ? g_strdup (lt_rule_set_get_label (rules))
              : g_strdup_printf (_ ("%s (changed)"), lt_rule_set_get_label (rules));
  gtk_editable_set_text (self->name, name);
  gtk_editable_set_text (self->title, title);
}

/* --- reading and writing, on worker threads --- */

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  LtRuleDraft *draft = lt_rule_draft_open (data, &error);

  if (draft != NULL)
    g_task_return_pointer (task, draft, (GDestroyNotify) lt_rule_draft_free);
  else
    g_task_return_error (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  LtRuleEditor *self = LT_RULE_EDITOR (source);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->draft, lt_rule_draft_free);
  self->draft = g_task_propagate_pointer (G_TASK (result), &error);
  show_problem (self, error != NULL ? error->message : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), self->draft != NULL);
  if (self->draft != NULL && self->session != NULL)
    fill (self);
}

typedef struct
{
  LtRuleDraft *draft; /* nobody else looks at it while it is written */
  char *name;
  char *title;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->name);
  g_free (saving->title);
  g_free (saving);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;

  if (lt_rule_draft_save (saving->draft, saving->name, saving->title, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  LtRuleEditor *self = LT_RULE_EDITOR (source);
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->table), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      show_problem (self, error->message);
      return;
    }
  self->saved = TRUE;
  lt_land_use_set_what_if_rules (lt_session_get_land_use (self->session), NULL);
  g_signal_emit (self, signals[SAVED], 0, lt_rule_draft_get_name (self->draft));
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_save_clicked (LtRuleEditor *self)
{
  g_autoptr (GTask) task = NULL;
  Saving *saving = g_new0 (Saving, 1);

  saving->draft = self->draft;
  saving->name = g_strdup (gtk_editable_get_text (self->name));
  saving->title = g_strdup (gtk_editable_get_text (self->title));
  gtk_widget_set_sensitive (GTK_WIDGET (self->table), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  task = g_task_new (self, NULL, on_saved, NULL);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_in_thread);
}

/* --- the window --- */

static void
lt_rule_editor_dispose (GObject *object)
{
  LtRuleEditor *self = LT_RULE_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_RULE_EDITOR);
  g_clear_object (&self->session);
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_object (&self->columns[i]);

  G_OBJECT_CLASS (lt_rule_editor_parent_class)->dispose (object);
}

static void
lt_rule_editor_finalize (GObject *object)
{
  g_clear_pointer (&LT_RULE_EDITOR (object)->draft, lt_rule_draft_free);

  G_OBJECT_CLASS (lt_rule_editor_parent_class)->finalize (object);
}

static void
lt_rule_editor_class_init (LtRuleEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_rule_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = lt_rule_editor_finalize;
  signals[SAVED] = g_signal_new ("saved", LT_TYPE_RULE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-rule-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, LtRuleEditor, heading);
  gtk_widget_class_bind_template_child (widget_class, LtRuleEditor, status);
  gtk_widget_class_bind_template_child (widget_class, LtRuleEditor, table);
  gtk_widget_class_bind_template_child (widget_class, LtRuleEditor, name);
  gtk_widget_class_bind_template_child (widget_class, LtRuleEditor, title);
  gtk_widget_class_bind_template_child (widget_class, LtRuleEditor, save);
  gtk_widget_class_bind_template_child (widget_class, LtRuleEditor, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
lt_rule_editor_init (LtRuleEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
}

GtkWidget *
lt_rule_editor_new (GtkWindow *parent, LtSession *session, const char *name)
{
  LtRuleEditor *self;
  g_autoptr (GTask) task = NULL;

  g_return_val_if_fail (LT_IS_SESSION (session) && name != NULL, NULL);

  self = g_object_new (LT_TYPE_RULE_EDITOR, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  self->session = g_object_ref (session);
  task = g_task_new (self, NULL, on_opened, NULL);
  g_task_set_task_data (task, g_strdup (name), g_free);
  g_task_run_in_thread (task, open_in_thread);
  return GTK_WIDGET (self);
}
